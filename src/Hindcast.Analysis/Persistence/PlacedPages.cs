using Hindcast.Analysis.Intrusions;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Persistence;

/// <summary>Tells of the pages of intrusions whether they are still there.</summary>
internal sealed class PlacedPages
{
    private readonly HashSet<string> _collected = new(StringComparer.Ordinal);
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<PageTraffic> _traffic;
    private readonly ExposureReport _exposure;

    /// <param name="files">The evidence files.</param>
    /// <param name="traffic">Requests for the pages; empty when all rows were not looked at.</param>
    /// <param name="exposure">When the server held the fixes.</param>
    internal PlacedPages(IReadOnlyList<EvidenceFile> files, IReadOnlyList<PageTraffic> traffic, ExposureReport exposure)
    {
        _traffic = traffic;
        _exposure = exposure;
        foreach (EvidenceFile file in files.Where(f => f.Log?.Kind == "webroot"))
        {
            string path = PageAddress.Of(file.OriginalPath ?? file.Path);
            _collected.Add(path);
            _folders.Add(Folder(path));
        }
    }

    internal IEnumerable<PersistentItem> Of(Intrusion intrusion, Chain chain)
    {
        ObservationFacts[] placing = [.. chain.Facts.Where(f => f.Ticks >= 0 && f.PlacesPage)];
        EvidenceTime? fixedFrom = PersistenceAnalysis.FixedFrom(_exposure, chain);
        foreach (string page in intrusion.Pages)
        {
            ObservationFacts[] about = [.. chain.Facts.Where(f => f.Page == page)];
            ObservationFacts? placed = Placing(page, placing, intrusion.Pages.Count == 1);
            PageTraffic? traffic = _traffic.FirstOrDefault(p => p.Page == page);
            EvidenceTime? lastUse = Latest(
                traffic?.LastAnswered, about.LastOrDefault(f => f.Ticks >= 0 && f.Meaning.Role == ObservationRole.Use)?.Observation.Time);
            (PersistenceState state, string because) = State(page, lastUse, traffic, about);
            yield return new PersistentItem
            {
                Id = "",
                Kind = "page",
                Name = page,
                Intrusion = intrusion.Id,
                State = state,
                Because = because,
                Placed = placed?.Observation.Time,
                LastUsed = lastUse,
                UsedAfterFix = fixedFrom is { } fix && lastUse is { } use && use > fix,
                Claims = [.. about.Prepend(placed).OfType<ObservationFacts>().Select(f => f.Observation.Id).Distinct().Take(PersistenceAnalysis.MaxClaims)],
            };
        }
    }

    /// <summary>
    /// The act that placed a page: the first whose record names its file, else the first of all where the intrusion has no other page
    /// that it could have placed. Null when nothing tells which act placed which page.
    /// </summary>
    private static ObservationFacts? Placing(string page, ObservationFacts[] placing, bool isOnly)
    {
        string file = page[(page.LastIndexOf('/') + 1)..];
        return placing.FirstOrDefault(f => f.Page == page || f.Observation.Fields.Any(v => v.Value.Contains(file, StringComparison.OrdinalIgnoreCase)))
            ?? (isOnly ? placing.FirstOrDefault() : null);
    }

    /// <summary>
    /// Pages under names that the product does not use, which only a listing has: without their content nobody can tell whose they are.
    /// Where files were collected, rules have read the page itself.
    /// </summary>
    internal IEnumerable<PersistentItem> Listed(Chain chain) => chain.Facts
        .Where(f => f.Page.Length > 0 && IsListed(f) && f.Meaning.Outcome >= Outcome.Attempted && !_collected.Contains(f.Page))
        .GroupBy(f => f.Page)
        .Select(page => new PersistentItem
        {
            Id = "",
            Kind = "page",
            Name = page.Key,
            Intrusion = "",
            State = PersistenceState.Present,
            Because = "A listing of the files as collected has it; nothing in the evidence tells who put it there",
            UsedAfterFix = false,
            Claims = [.. page.Take(PersistenceAnalysis.MaxClaims).Select(f => f.Observation.Id)],
        });

    private static bool IsListed(ObservationFacts fact) => fact.Meaning.Role == ObservationRole.Artefact && fact.Observation.Field("Deleted") == "false";

    private (PersistenceState, string) State(string page, EvidenceTime? lastUse, PageTraffic? traffic, IReadOnlyList<ObservationFacts> about)
    {
        if (_collected.Contains(page))
        {
            return (PersistenceState.Present, "The file is in the evidence as collected");
        }

        if (about.Any(IsListed))
        {
            return (PersistenceState.Present, "A listing of the files as collected has it");
        }

        if (traffic is { LastAnswered: { } answered, LastRefused: { } refused } && refused > answered)
        {
            return (PersistenceState.Removed, $"It answered until {answered} and was not found at {refused}");
        }

        return _folders.Contains(Folder(page))
            ? (PersistenceState.Removed, $"Other files of {Folder(page)} were collected, and this one is not among them")
            : lastUse is { } use
                ? (PersistenceState.Unknown, $"It answered until {use}; the files of {Folder(page)} are not in the evidence")
                : (PersistenceState.Unknown, $"The files of {Folder(page)} are not in the evidence");
    }

    private static EvidenceTime? Latest(EvidenceTime? a, EvidenceTime? b) => a is null ? b : b is null ? a : a > b ? a : b;

    private static string Folder(string page) => page[..(page.LastIndexOf('/') + 1)];
}
