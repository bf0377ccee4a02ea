"""Steps of the schema. `_pre_` in a name: safe while the previous release runs; `_post_`: not any more."""
