"""Views: parse, call a service, answer."""
