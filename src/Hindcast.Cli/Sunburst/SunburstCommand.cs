using System.CommandLine;

namespace Hindcast.Cli.Sunburst;

/// <summary><c>hindcast sunburst decode</c>, <c>hostid</c> and <c>state</c>: the name generator's codes, for people.</summary>
public static class SunburstCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new("sunburst", "Decodes the DNS names of the SUNBURST implant.")
    {
        SunburstDecodeCommand.Create(),
        SunburstHostIdCommand.Create(),
        SunburstStateCommand.Create(),
    };
}
