namespace Hindcast.Simulation.Intrusions;

/// <summary>An intrusion, a scan or an administrator's doing, as it is being scripted.</summary>
internal sealed class ScriptedEvent(string id, string kind, string actor)
{
    internal string Id { get; } = id;

    internal string Kind { get; } = kind;

    internal string Actor { get; } = actor;

    internal List<ScriptedStep> Steps { get; } = [];

    internal List<PlantedFile> Files { get; } = [];

    internal List<PlantedThing> Left { get; } = [];

    internal SortedSet<string> Mailboxes { get; } = new(StringComparer.Ordinal);

    internal long MailBytes { get; set; }

    internal long ArchiveBytes { get; set; }
}
