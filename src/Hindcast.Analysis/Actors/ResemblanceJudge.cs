using Hindcast.Analysis.Campaigns;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Actors;

/// <summary>
/// Compares a cluster with what was published of groups. States resemblance only, with what speaks for and against, capped
/// at "likely" unless a feature that the publisher ties to the group alone agrees together with another kind.
/// A group that is not known to have been active yet is no candidate.
/// </summary>
internal static class ResemblanceJudge
{
    private const int MaxResemblances = 5;
    private const int MaxClaims = 20;

    /// <summary>The groups that a cluster resembles, the closest first.</summary>
    /// <param name="cluster">The cluster's features.</param>
    /// <param name="first">Its first sign, or null.</param>
    /// <param name="last">Its last sign, or null.</param>
    /// <param name="profiles">What was published.</param>
    internal static IReadOnlyList<JudgedResemblance> Judge(
        IReadOnlyList<ClusterFeature> cluster, EvidenceTime? first, EvidenceTime? last, IReadOnlyList<ActorProfile> profiles) =>
    [
        .. profiles.Select(p => (Profile: p, Result: Judge(cluster, first, last, p, profiles))).Where(r => r.Result is not null)
            .OrderByDescending(r => r.Result!.Resemblance.Likelihood).ThenByDescending(r => r.Result!.Resemblance.Confidence)
            .ThenBy(r => r.Profile.Id, StringComparer.Ordinal).Select(r => r.Result!).Take(MaxResemblances),
    ];

    private static JudgedResemblance? Judge(
        IReadOnlyList<ClusterFeature> cluster,
        EvidenceTime? first,
        EvidenceTime? last,
        ActorProfile profile,
        IReadOnlyList<ActorProfile> profiles)
    {
        if (first is not { } begin || (last ?? begin).Day < profile.ActiveFrom)
        {
            return null;
        }

        List<Statement> agree = [], against = [];
        HashSet<ActorFeatureKind> exclusive = [], shared = [];
        foreach (ActorFeature feature in profile.Features)
        {
            if (begin.Day > (feature.Until ?? DateOnly.MaxValue) || (last ?? begin).Day < (feature.From ?? profile.ActiveFrom))
            {
                continue;
            }

            ClusterFeature[] met = [.. cluster.Where(c => Agrees(feature, c))];
            if (met.Length > 0)
            {
                (feature.IsExclusive ? exclusive : shared).Add(feature.Kind);
                agree.Add(new Statement(
                    $"{Name(feature.Kind)} {feature.Value}{(feature.IsExclusive ? ", published as theirs alone" : ", which others used too")} ({feature.Source})",
                    [.. met.SelectMany(m => m.Claims).Distinct().Take(MaxClaims)]));
            }
        }

        if (agree.Count == 0)
        {
            return null;
        }

        shared.ExceptWith(exclusive);
        bool tooEarly = begin.Day < profile.ActiveFrom;
        if (tooEarly)
        {
            against.Add(new Statement(FormattableString.Invariant($"The first sign ({begin.Day:yyyy-MM-dd}) is earlier than any known activity of the group here ({profile.ActiveFrom:yyyy-MM-dd})"), []));
        }

        if (profile.ActiveUntil is { } until && begin.Day > until)
        {
            against.Add(new Statement(FormattableString.Invariant($"No activity of the group here is known after {until:yyyy-MM-dd}"), []));
        }

        int holders = profiles.Where(p => p.ActiveFrom <= begin.Day).DistinctBy(p => p.Id).Count();
        (holders <= 3 ? agree : against).Add(new Statement(
            FormattableString.Invariant($"{holders} published {(holders == 1 ? "group" : "groups")} held the means on that day{(holders <= 3 ? "" : ", and many that nobody named")}"), []));
        if (exclusive.Count == 0)
        {
            against.Add(new Statement("Nothing that agrees is theirs alone", []));
        }

        if (profile.Caution.Length > 0)
        {
            against.Add(new Statement(profile.Caution, []));
        }

        (Likelihood likelihood, Confidence confidence) = Grade(exclusive, shared, tooEarly);
        return new JudgedResemblance(new Resemblance(profile.Name, likelihood, confidence, profile.Source, agree, against), tooEarly);
    }

    private static (Likelihood Likelihood, Confidence Confidence) Grade(
        HashSet<ActorFeatureKind> exclusive, HashSet<ActorFeatureKind> shared, bool tooEarly)
    {
        // An exclusive address is rented and changes hands; an exclusive key, hash or domain does not.
        bool key = exclusive.Overlaps([ActorFeatureKind.PageKey, ActorFeatureKind.Sha256]);
        int kinds = exclusive.Count + shared.Count;
        (Likelihood Likelihood, Confidence Confidence) grade =
            key && kinds >= 2 ? (Likelihood.VeryLikely, Confidence.Moderate)
            : exclusive.Count >= 2 || key ? (Likelihood.Likely, Confidence.Moderate)
            : exclusive.Count == 1 && kinds >= 2 ? (Likelihood.Likely, Confidence.Low)
            : exclusive.Count == 1 ? (Likelihood.RoughlyEven, Confidence.Low)
            : kinds >= 2 ? (Likelihood.Unlikely, Confidence.Low)
            : (Likelihood.VeryUnlikely, Confidence.Low);
        return tooEarly && grade.Likelihood > Likelihood.Unlikely ? (Likelihood.Unlikely, Confidence.Low) : grade;
    }

    private static bool Agrees(ActorFeature published, ClusterFeature seen) => (published.Kind, seen.Kind) switch
    {
        (ActorFeatureKind.Ip, FeatureKinds.Address) => Same(published.Value, seen.Value),
        (ActorFeatureKind.UserAgent, FeatureKinds.Agent) => Same(Intrusions.ObservationFacts.Normalise(published.Value), seen.Value),
        (ActorFeatureKind.Page, FeatureKinds.Page) => EndsWithName(seen.Value, published.Value),
        (ActorFeatureKind.PageKey, FeatureKinds.PageKey) => string.Equals(published.Value, seen.Value, StringComparison.Ordinal),
        (ActorFeatureKind.Sha256, FeatureKinds.File) => Same(published.Value, seen.Value),
        (ActorFeatureKind.Domain or ActorFeatureKind.Tool or ActorFeatureKind.Path or ActorFeatureKind.Task, FeatureKinds.Command) =>
            seen.Value.Contains(published.Value, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    /// <summary>A published path means that path; a published name means a page of that name anywhere.</summary>
    private static bool EndsWithName(string path, string published)
    {
        string wanted = published.Replace('\\', '/').TrimStart('/');
        return path.EndsWith(wanted, StringComparison.OrdinalIgnoreCase)
            && (path.Length == wanted.Length || path[path.Length - wanted.Length - 1] == '/');
    }

    private static string Name(ActorFeatureKind kind) => kind switch
    {
        ActorFeatureKind.Ip => "Address",
        ActorFeatureKind.Domain => "Domain",
        ActorFeatureKind.Page => "Page",
        ActorFeatureKind.PageKey => "Page key",
        ActorFeatureKind.UserAgent => "User agent",
        ActorFeatureKind.Tool => "Tool",
        ActorFeatureKind.Sha256 => "File",
        ActorFeatureKind.Path => "Path",
        _ => "Task or service",
    };
}
