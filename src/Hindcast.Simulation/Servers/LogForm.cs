namespace Hindcast.Simulation.Servers;

/// <summary>How a log is written.</summary>
/// <param name="Name">Its name in scenarios.</param>
/// <param name="Folder">Folder below the evidence.</param>
/// <param name="Style">Its header.</param>
/// <param name="Prefix">Start of the names of its files.</param>
/// <param name="Slot">Format of the time in the names: a day or an hour.</param>
/// <param name="Type">Log-type of the header; the channel of an event log.</param>
/// <param name="HasUpdate">The #Version of the header knows security updates.</param>
/// <param name="Kind">The kind that an assessment gives it.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record LogForm(
    string Name, string Folder, LogStyle Style, string Prefix, string Slot, string Type, bool HasUpdate, string Kind, string Columns)
{
    /// <summary>Servers that write it.</summary>
    internal LogOwner Owner { get; init; } = LogOwner.Exchange;

    /// <summary>It is written only where the scenario asks for it.</summary>
    internal bool IsExtra { get; init; }

    /// <summary>Name of the computer whose log it is; "" for the server itself.</summary>
    internal string Computer { get; init; } = "";
}
