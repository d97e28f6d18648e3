"""`python -m robustbench_nlp` is `robust`."""

from robustbench_nlp.cli.app import main

main()
