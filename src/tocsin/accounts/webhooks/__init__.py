"""Webhooks out and what the API counts and keeps: subscriptions, deliveries, allowances, kept replies."""
