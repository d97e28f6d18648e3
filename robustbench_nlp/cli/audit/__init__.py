"""`robust audit`: is the label still true?"""

from __future__ import annotations

import typer

from robustbench_nlp.cli.audit import adjudicate, bounds, check, export, import_, judge, label, plan, report, serve
from robustbench_nlp.cli.group import Group

app = typer.Typer(
    cls=Group,
    help="Have people check whether labels are still true. Their answers correct the drop.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

app.command("plan")(plan.plan)
app.command("label")(label.label)
app.command("serve")(serve.serve)
app.command("judge")(judge.judge)
app.command("export")(export.export)
app.command("import")(import_.import_)
app.command("adjudicate")(adjudicate.adjudicate)
app.command("report")(report.report)
app.command("check")(check.check)
app.command("bounds")(bounds.bounds)
