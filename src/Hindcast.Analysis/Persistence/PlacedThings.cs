using Hindcast.Analysis.Impact;
using Hindcast.Analysis.Intrusions;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Persistence;

/// <summary>
/// Tells of accounts, tasks, services, modules and settings that intrusions made whether they are still there. What logs
/// tell of is presumed to be there while the log runs on and tells of no removal; only what lies in the evidence is present.
/// </summary>
internal sealed class PlacedThings(CoverageReport coverage)
{
    private static readonly string[] NameFields =
        ["TargetUserName", "TaskName", "ServiceName", "Name", "PhysicalPath", "AssemblyPath", "TargetFilename", "ImageLoaded", "Path"];

    private readonly Dictionary<LogName, EvidenceTime?> _lastOfLog = coverage.Logs.ToDictionary(l => l.Log, l => l.Last);

    internal IEnumerable<PersistentItem> Of(Intrusion intrusion, Chain chain)
    {
        // What is ordinary by itself counts once a chain with an effect on the server holds it.
        var things = chain.Facts
            .Where(f => f.Meaning.Persists && f.Page.Length == 0 && (f.Meaning.Outcome >= Outcome.Reached || chain.Outcome >= Outcome.Succeeded))
            .GroupBy(f => (Kind: Kind(f), Name: Name(f).ToLowerInvariant()));
        foreach (var group in things)
        {
            ObservationFacts first = group.First();
            ObservationFacts? removal = chain.Facts.LastOrDefault(
                f => f.Meaning.Removes && Kind(f) == group.Key.Kind && Name(f).Equals(group.Key.Name, StringComparison.OrdinalIgnoreCase) && f.Ticks >= first.Ticks);
            (PersistenceState state, string because) = State(group.Key.Kind, first, removal);
            yield return new PersistentItem
            {
                Id = "",
                Kind = group.Key.Kind,
                Name = Name(first),
                Intrusion = intrusion.Id,
                State = state,
                Because = because,
                Placed = group.FirstOrDefault(f => f.Ticks >= 0)?.Observation.Time,
                UsedAfterFix = false,
                Claims =
                [
                    .. group.Append(removal).OfType<ObservationFacts>().Take(PersistenceAnalysis.MaxClaims).Select(f => f.Observation.Id).Distinct(),
                ],
            };
        }
    }

    private (PersistenceState, string) State(string kind, ObservationFacts made, ObservationFacts? removal)
    {
        if (removal is not null)
        {
            return (PersistenceState.Removed, $"Its removal was logged at {removal.Observation.Time}");
        }

        if (made.Meaning.Role == ObservationRole.Artefact)
        {
            return (PersistenceState.Present, "It is in the evidence as collected");
        }

        LogName log = made.Observation.Log;
        return made.Observation.Time is { } time && _lastOfLog.GetValueOrDefault(log) is { } last && last > time
            ? (PersistenceState.Presumed, kind == "service"
                ? $"{log} tells that it was made; Windows logs no removal of a service"
                : $"{log} tells that it was made, and until {last} of no removal")
            : (PersistenceState.Unknown, "A log tells that it was made; nothing in the evidence tells whether it is still there");
    }

    private static string Kind(ObservationFacts fact) => fact.Meaning.Step switch
    {
        "account" or "role" or "task" or "service" or "module" or "transport-agent" or "forwarding" or "virtual-directory" => fact.Meaning.Step,
        _ => fact.Meaning.Technique switch
        {
            var t when t.StartsWith("T1136", StringComparison.Ordinal) => "account",
            var t when t.StartsWith("T1098", StringComparison.Ordinal) => "role",
            var t when t.StartsWith("T1053", StringComparison.Ordinal) => "task",
            var t when t.StartsWith("T1543", StringComparison.Ordinal) => "service",
            var t when t.StartsWith("T1195", StringComparison.Ordinal) => "program",
            "T1505.004" => "module",
            "T1505.002" => "transport-agent",
            "T1114.003" => "forwarding",
            _ => "other",
        },
    };

    private static string Name(ObservationFacts fact)
    {
        Observation o = fact.Observation;
        foreach (string field in NameFields)
        {
            if (o.Field(field) is { Length: > 0 } value)
            {
                // The task scheduler writes \NAME, the security log too; a task of the root folder is known by its name.
                return value.TrimStart('\\') is { Length: > 0 } name ? name : value;
            }
        }

        string command = MailboxNames.Command(o);
        return MailboxNames.Parameter(command, "Name") ?? MailboxNames.Parameter(command, "Identity")
            ?? MailboxNames.Parameter(command, "User") ?? NetUser(command) ?? o.Field("Image") ?? fact.Meaning.Title;
    }

    /// <summary>The account of <c>net user NAME /add</c>, or null.</summary>
    private static string? NetUser(string command)
    {
        string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int user = Array.FindIndex(words, w => w.Equals("user", StringComparison.OrdinalIgnoreCase));
        return user >= 0 && user + 1 < words.Length && !words[user + 1].StartsWith('/') ? words[user + 1].Trim('"') : null;
    }
}
