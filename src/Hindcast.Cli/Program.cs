using System.CommandLine;
using Hindcast.Cli.Commands;
using Hindcast.Cli.Dump;
using Hindcast.Cli.Fleet;
using Hindcast.Cli.Help;
using Hindcast.Cli.Hunt;
using Hindcast.Cli.Output;
using Hindcast.Cli.Pages;
using Hindcast.Cli.Query;
using Hindcast.Cli.Replay;
using Hindcast.Cli.Sharing;
using Hindcast.Cli.Simulation;
using Hindcast.Cli.Sunburst;

RootCommand root = new(
    """
    Looks back through the evidence that an Exchange server kept and says: was it exposed, was it broken into, since
    when, by how many, what was reached, are they still in, and what now. With proof for every word.

    Start with:  hindcast assess <folder-or-archive>
    """)
{
    AssessCommand.Create(),
    ExplainCommand.Create(),
    ReplayCommand.Create(),
    HuntCommand.Create(),
    PagesCommand.Create(),
    SunburstCommand.Create(),
    ExportCommand.Create(),
    TimelineCommand.Create(),
    QueryCommand.Create(),
    NotifyCommand.Create(),
    new Command("packs", "Works on campaign packs.") { PacksCommand.Check(), PacksCommand.List(), PacksImportCommand.Create() },
    new Command("rules", "Works on detection rules.") { RulesCheckCommand.Create() },
    ServeCommand.Create(),
    SimulateCommand.Create(),
    EvaluateCommand.Create(),
    new Command("dump", "Writes the records of evidence files out, for people and other tools.") { DumpEvtxCommand.Create() },
    new Command("known-good", "Works on tables of known files.") { KnownGoodBuildCommand.Create() },
};
root.Add(HelpCommands.Completion(root));
root.Add(HelpCommands.Man(root));

ParseResult parsed = root.Parse(GivenArguments.Restore(args));
IReadOnlyList<string> faults = CommandLineErrors.Of(parsed);
if (faults.Count > 0)
{
    foreach (string fault in faults)
    {
        Console.Error.WriteLine($"hindcast: {Terminal.SafeLines(fault)}");
    }

    Console.Error.WriteLine($"hindcast: see '{CommandLineErrors.HelpOf(parsed)}'");
    return ExitCodes.Usage;
}

return await parsed.InvokeAsync();
