"""What the API answers, as models: the schema is made from them."""
