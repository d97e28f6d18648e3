"""A language model as a judge, behind any address that speaks OpenAI's protocol."""
