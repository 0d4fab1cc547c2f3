namespace Hindcast.Evidence.Assessments;

/// <summary>Something that a server had not done before, on one day. No verdict: most unusual things are harmless.</summary>
public sealed record UnusualItem
{
    /// <summary>N1, N2 ...</summary>
    public required string Id { get; init; }

    /// <summary>The UTC day. It could have been said when that day had ended.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Its earliest row or event.</summary>
    public required EvidenceTime First { get; init; }

    /// <summary>Its latest row or event on the day.</summary>
    public required EvidenceTime Last { get; init; }

    /// <summary>The kinds of oddness that meet in it.</summary>
    public required IReadOnlyList<UnusualFamily> Families { get; init; }

    /// <summary>True when at least two kinds meet (a first call and a lonely session count as one): only then it is said that it would have been seen at the time.</summary>
    public required bool WouldHaveBeenSeen { get; init; }

    /// <summary>Sum over its kinds of how rare each is, in tenths of a bit.</summary>
    public required int TenthsOfBit { get; init; }

    /// <summary>Addresses of clients, at most four.</summary>
    public required IReadOnlyList<string> Clients { get; init; }

    /// <summary>What is unusual, the rarest first.</summary>
    public required IReadOnlyList<UnusualSign> Signs { get; init; }

    /// <summary>Intrusions that share an address with it. An item stands on the list although rules lead to its address when none of them tells how the intrusion came in.</summary>
    public IEnumerable<Intrusion> LeadsTo(IEnumerable<Intrusion> intrusions) => Clients.Count == 0 ? [] : intrusions.Where(i => i.Addresses.Any(a => Clients.Contains(a, StringComparer.Ordinal)));
}
