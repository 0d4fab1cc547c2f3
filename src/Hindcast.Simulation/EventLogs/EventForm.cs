namespace Hindcast.Simulation.EventLogs;

/// <summary>What all events of one provider and id have in common: the template of their binary XML.</summary>
/// <param name="Provider">Name of the provider.</param>
/// <param name="ProviderId">Its id in braces, or "" for a classic one, whose values have no names.</param>
/// <param name="Id">Event id.</param>
/// <param name="Level">0 for audit, 2 error, 3 warning, 4 information.</param>
/// <param name="Task">Task number.</param>
/// <param name="Keywords">Keyword bits.</param>
/// <param name="Version">Version of the event.</param>
/// <param name="Names">Names of the values; empty for a classic event.</param>
internal sealed record EventForm(
    string Provider, string ProviderId, ushort Id, byte Level, ushort Task, ulong Keywords, byte Version, IReadOnlyList<string> Names)
{
    private const ulong Classic = 0x80000000000000;
    private const ulong AuditSuccess = 0x8020000000000000;
    private const ulong AuditFailure = 0x8010000000000000;

    /// <summary>
    /// The element that holds the values in <c>UserData</c>, as when a log was cleared; "" for values in <c>EventData</c>.
    /// </summary>
    internal string UserData { get; init; } = "";

    internal static EventForm OfClassic(string provider, ushort id, byte level = 4, ushort task = 0) => new(provider, "", id, level, task, Classic, 0, []);

    internal static EventForm OfSecurity(ushort id, ushort task, byte version, params IReadOnlyList<string> names) =>
        new("Microsoft-Windows-Security-Auditing", "{54849625-5478-4994-A5BA-3E3B0328C30D}", id, 0, task, id == 4625 ? AuditFailure : AuditSuccess, version, names);
}
