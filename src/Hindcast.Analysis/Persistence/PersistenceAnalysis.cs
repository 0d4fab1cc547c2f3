using Hindcast.Analysis.Intrusions;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Persistence;

/// <summary>
/// Question 6: what was placed, whether it is still there, and whether it was used after the fix. "Patched" and "clean" are
/// different things: a fix closes the hole and leaves what came through it.
/// </summary>
internal static class PersistenceAnalysis
{
    private const int MaxClaims = 20;

    /// <summary>Everything that intrusions placed, with its last known state.</summary>
    /// <param name="intrusions">Intrusions with their chains.</param>
    /// <param name="files">The evidence files, to tell what lies there.</param>
    /// <param name="exposure">When the server held the fixes.</param>
    /// <param name="pages">Requests for the pages from a look at all rows; empty when no such look was taken.</param>
    internal static IReadOnlyList<PersistentItem> Run(
        IReadOnlyList<(Intrusion Intrusion, Chain Chain)> intrusions,
        IReadOnlyList<EvidenceFile> files,
        ExposureReport exposure,
        IReadOnlyList<PageTraffic> pages)
    {
        EvidenceTime? fixedAt = FixedFrom(exposure);
        Dictionary<string, string> webFiles = new(StringComparer.Ordinal);
        HashSet<string> webFolders = new(StringComparer.Ordinal);
        foreach (EvidenceFile file in files.Where(f => f.Log?.Kind == "webroot"))
        {
            string path = ObservationFacts.VirtualPath(file.OriginalPath ?? file.Path);
            webFiles.TryAdd(path, file.Path);
            webFolders.Add(Folder(path));
        }

        List<PersistentItem> items = [];
        foreach ((Intrusion intrusion, Chain chain) in intrusions)
        {
            foreach (string page in intrusion.Pages)
            {
                ObservationFacts[] about = [.. chain.Facts.Where(f => f.Page == page)];
                bool there = webFiles.ContainsKey(page);
                PageTraffic? traffic = pages.FirstOrDefault(p => p.Page == page);
                EvidenceTime? placed = chain.Facts.FirstOrDefault(f => f.Ticks >= 0 && f.Meaning.Role == ObservationRole.Effect && f.Meaning.Rung == Rung.CodePlaced)?.Observation.Time;
                EvidenceTime? lastUse = Latest(traffic?.LastAnswered, about.LastOrDefault(f => f.Ticks >= 0 && f.Meaning.Role == ObservationRole.Use)?.Observation.Time);
                (PersistenceState state, string because) = PageState(page, there, webFolders.Contains(Folder(page)), lastUse, traffic);
                items.Add(new PersistentItem
                {
                    Id = "",
                    Kind = "page",
                    Name = page,
                    Intrusion = intrusion.Id,
                    State = state,
                    Because = because,
                    Placed = placed,
                    LastUsed = lastUse,
                    UsedAfterFix = fixedAt is { } fix && lastUse is { } use && use > fix,
                    Claims = [.. about.Take(MaxClaims).Select(f => f.Observation.Id)],
                });
            }

            foreach (IGrouping<(string, string), ObservationFacts> group in chain.Facts
                .Where(f => f.Meaning.Persists && f.Page.Length == 0 && f.Meaning.Outcome >= Outcome.Reached)
                .GroupBy(f => (Kind(f), Name(f))))
            {
                ObservationFacts first = group.First();
                items.Add(new PersistentItem
                {
                    Id = "",
                    Kind = group.Key.Item1,
                    Name = group.Key.Item2,
                    Intrusion = intrusion.Id,
                    State = first.Meaning.Role == ObservationRole.Artefact ? PersistenceState.Present : PersistenceState.Unknown,
                    Because = first.Meaning.Role == ObservationRole.Artefact
                        ? "It is in the evidence as collected" : "A log tells that it was made; nothing in the evidence tells whether it is still there",
                    Placed = group.FirstOrDefault(f => f.Ticks >= 0)?.Observation.Time,
                    UsedAfterFix = false,
                    Claims = [.. group.Take(MaxClaims).Select(f => f.Observation.Id)],
                });
            }
        }

        return
        [
            .. items.GroupBy(i => (i.Kind, i.Name)).Select(g => g.OrderByDescending(i => i.State).First() with
                {
                    UsedAfterFix = g.Any(i => i.UsedAfterFix),
                    Claims = [.. g.SelectMany(i => i.Claims).Distinct().Take(MaxClaims)],
                })
                .OrderByDescending(i => i.State).ThenBy(i => i.Kind, StringComparer.Ordinal).ThenBy(i => i.Name, StringComparer.Ordinal)
                .Select((i, n) => i with { Id = FormattableString.Invariant($"P{n + 1}") }),
        ];
    }

    /// <summary>From when on the server's own logs show a build without any of the flaws that were open before.</summary>
    internal static EvidenceTime? FixedFrom(ExposureReport exposure)
    {
        ExposureWindow[] after = [.. exposure.Windows.Where(w => w.State == ExposureState.Fixed
            && exposure.Windows.Any(o => o.Vulnerability == w.Vulnerability && o.State == ExposureState.Vulnerable && o.From < w.From))];
        return after.Length > 0 ? after.Min(w => w.From) : null;
    }

    private static (PersistenceState, string) PageState(string page, bool there, bool folderCollected, EvidenceTime? lastUse, PageTraffic? traffic)
    {
        if (there)
        {
            return (PersistenceState.Present, "The file is in the evidence as collected");
        }

        if (traffic is { LastAnswered: { } answered, LastRefused: { } refused } && refused > answered)
        {
            return (PersistenceState.Removed, $"It answered until {answered} and was not found at {refused}");
        }

        return folderCollected
            ? (PersistenceState.Removed, $"Other files of {Folder(page)} were collected, and this one is not among them")
            : lastUse is { } use
                ? (PersistenceState.Unknown, $"It answered until {use}; the files of {Folder(page)} are not in the evidence")
                : (PersistenceState.Unknown, $"The files of {Folder(page)} are not in the evidence");
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
            "T1505.004" => "module",
            "T1505.002" => "transport-agent",
            "T1114.003" => "forwarding",
            _ => "other",
        },
    };

    private static string Name(ObservationFacts fact)
    {
        Observation o = fact.Observation;
        foreach (string field in (string[])["TargetUserName", "TaskName", "ServiceName", "Name", "Image", "PhysicalPath", "AssemblyPath", "TargetFilename", "Path"])
        {
            if (o.Field(field) is { Length: > 0 } value)
            {
                return value;
            }
        }

        string command = Impact.MailboxNames.Command(o);
        return Impact.MailboxNames.Parameter(command, "Name") ?? Impact.MailboxNames.Parameter(command, "Identity")
            ?? Impact.MailboxNames.Parameter(command, "User") ?? fact.Meaning.Title;
    }

    private static EvidenceTime? Latest(EvidenceTime? a, EvidenceTime? b) => a is null ? b : b is null ? a : a > b ? a : b;

    private static string Folder(string page) => page[..(page.LastIndexOf('/') + 1)];
}
