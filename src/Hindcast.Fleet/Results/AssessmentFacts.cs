using System.Text.Json.Serialization;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Fleet.Results;

/// <summary>
/// What of an assessment the fleet keeps in its database: enough for lists, curves and search, and bounded. The rest stays
/// in assessment.json. Immutable.
/// </summary>
public sealed class AssessmentFacts
{
    /// <summary>Most terms of one assessment; those of operators come first.</summary>
    public const int MaxTerms = 2000;

    /// <summary>Most unusual things of one assessment.</summary>
    public const int MaxUnusual = 500;

    private const int MaxValue = 400;

    /// <summary>Clusters from this number on share a bit.</summary>
    private const int MostHands = 61;

    /// <summary>Fields of records, and the kind of term that their values are.</summary>
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["c-ip"] = "address",
        ["ClientIpAddress"] = "address",
        ["client-ip"] = "address",
        ["cs-uri-stem"] = "page",
        ["UrlStem"] = "page",
        ["cs(User-Agent)"] = "user-agent",
        ["UserAgent"] = "user-agent",
        ["AnchorMailbox"] = "host",
        ["TargetFilename"] = "file",
        ["SHA256"] = "sha256",
    };

    private AssessmentFacts(Assessment assessment)
    {
        Chronology times = assessment.Chronology;
        Outcome = assessment.Verdict.Outcome;
        Headline = assessment.Verdict.Headline;
        Incomplete = assessment.Verdict.Incomplete;
        FirstSign = Milliseconds(times.FirstSign?.Time);
        FirstReached = Milliseconds(times.FirstReached?.Time);
        FirstSuccess = Milliseconds(times.FirstSuccess?.Time);
        LastSign = Milliseconds(times.LastSign?.Time);
        Packs = string.Join(' ', assessment.Packs.Select(p => $"{p.Id}@{p.Sha256[..Math.Min(12, p.Sha256.Length)]}"));
        Exposures = [.. assessment.Exposure.Windows.GroupBy(w => w.Vulnerability, StringComparer.Ordinal)
            .Where(w => w.Any(x => x.State == ExposureState.Vulnerable)).Select(Span)];
        Terms = CollectTerms(assessment);
        Unusual = [.. (assessment.Unusual?.Things ?? []).Select(Odd).Where(u => u.Thing.Length > 0).DistinctBy(u => (u.Family, u.Thing)).Take(MaxUnusual)];
        Usual = UsualThings.Read(assessment.Unusual?.Usual ?? "").ToString();
    }

    /// <summary>Facts that were taken out of an assessment before.</summary>
    [JsonConstructor]
    internal AssessmentFacts(
        Outcome outcome, string headline, bool incomplete, long? firstSign, long? firstReached, long? firstSuccess, long? lastSign, string packs,
        IReadOnlyList<ExposureSpan> exposures, IReadOnlyList<Term> terms, IReadOnlyList<UnusualFact> unusual, string usual)
    {
        Outcome = outcome;
        Headline = headline;
        Incomplete = incomplete;
        FirstSign = firstSign;
        FirstReached = firstReached;
        FirstSuccess = firstSuccess;
        LastSign = lastSign;
        Packs = packs;
        Exposures = exposures;
        Terms = terms;
        Unusual = unusual;
        Usual = usual;
    }

    /// <summary>The verdict's outcome.</summary>
    public Outcome Outcome { get; }

    /// <summary>Its headline.</summary>
    public string Headline { get; }

    /// <summary>True when some evidence could not be read.</summary>
    public bool Incomplete { get; }

    /// <summary>First sign, in Unix milliseconds.</summary>
    public long? FirstSign { get; }

    /// <summary>First answer that only the flaw gives.</summary>
    public long? FirstReached { get; }

    /// <summary>First effect.</summary>
    public long? FirstSuccess { get; }

    /// <summary>Last sign.</summary>
    public long? LastSign { get; }

    /// <summary>The packs, each with the start of its hash.</summary>
    public string Packs { get; }

    /// <summary>Flaws that the server was seen open to.</summary>
    public IReadOnlyList<ExposureSpan> Exposures { get; }

    /// <summary>What can be searched for.</summary>
    public IReadOnlyList<Term> Terms { get; }

    /// <summary>What is unusual and can be compared with other servers.</summary>
    public IReadOnlyList<UnusualFact> Unusual { get; }

    /// <summary>What is usual, as <see cref="UsualThings"/> writes it; "" for nothing.</summary>
    public string Usual { get; }

    /// <summary>Takes the facts out of an assessment.</summary>
    public static AssessmentFacts Of(Assessment assessment)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        return new AssessmentFacts(assessment);
    }

    /// <summary>A value as terms have it: what is searched for must be brought to the same form.</summary>
    public static string Normal(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Plain(value).ToLowerInvariant();
    }

    /// <summary>PostgreSQL takes no NUL in a text, and neither takes half a surrogate pair.</summary>
    private static string Plain(string value) => new([.. value.Trim().Where(c => c != '\0' && !char.IsSurrogate(c)).Take(MaxValue)]);

    private static UnusualFact Odd(UnusualThing thing) => new(
        char.ToLowerInvariant(thing.Family.ToString()[0]) + thing.Family.ToString()[1..], Plain(thing.Thing),
        new DateTimeOffset(thing.Day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds(), thing.Shown);

    private static ExposureSpan Span(IGrouping<string, ExposureWindow> windows)
    {
        ExposureWindow[] open = [.. windows.Where(w => w.State == ExposureState.Vulnerable)];
        ExposureWindow[] closed = [.. windows.Where(w => w.State == ExposureState.Fixed)];
        return new ExposureSpan(
            windows.Key,
            Milliseconds(open.Min(w => w.From))!.Value,
            Milliseconds(open.Max(w => w.To))!.Value,
            closed.Length > 0 ? Milliseconds(closed.Min(w => w.From)) : null);
    }

    private static List<Term> CollectTerms(Assessment assessment)
    {
        Dictionary<(string, string), Term> terms = [];
        void Add(string kind, string value, bool actor, EvidenceTime? first, EvidenceTime? last, long hands = 0)
        {
            value = Normal(value);
            if (value.Length == 0 || (terms.Count >= MaxTerms && !terms.ContainsKey((kind, value))))
            {
                return;
            }

            Term term = new(kind, value, actor, Milliseconds(first), Milliseconds(last), hands);
            terms[(kind, value)] = terms.TryGetValue((kind, value), out Term? known)
                ? term with { Actor = known.Actor || actor, First = Min(known.First, term.First), Last = Max(known.Last, term.Last), Hands = known.Hands | hands }
                : term;
        }

        Dictionary<string, long> hands = [], left = new(StringComparer.Ordinal);
        foreach ((int number, ActorCluster cluster) in assessment.Actors.Clusters.Index())
        {
            long hand = hands[cluster.Id] = 1L << Math.Min(number, MostHands);
            foreach (ClusterFeature feature in cluster.Features.Where(f => !f.Common))
            {
                Add(feature.Kind, feature.Value, actor: true, cluster.First, cluster.Last, hand);
                if (feature.Kind == "file")
                {
                    left[Normal(feature.Value)] = left.GetValueOrDefault(Normal(feature.Value)) | hand;
                }
            }
        }

        foreach (Intrusion intrusion in assessment.Intrusions)
        {
            long hand = hands.GetValueOrDefault(intrusion.Actor);
            foreach (string address in intrusion.Addresses)
            {
                Add("address", address, actor: true, intrusion.First, intrusion.Last, hand);
            }

            foreach (string page in intrusion.Pages)
            {
                Add("page", page, actor: true, intrusion.First, intrusion.Last, hand);
            }
        }

        foreach (Finding finding in assessment.Findings)
        {
            Add("subject", finding.Subject, actor: false, finding.First, finding.Last);
        }

        foreach (PersistentItem item in assessment.Persistence)
        {
            Add(item.Kind, item.Name, actor: false, item.Placed, item.LastUsed);
        }

        Dictionary<string, EvidenceFile> files = assessment.Files.ToDictionary(f => f.Path, StringComparer.Ordinal);
        foreach (Observation observation in assessment.Observations)
        {
            Add("rule", observation.RuleId, actor: false, observation.Time, observation.Time);
            foreach ((string name, string value) in observation.Fields)
            {
                if (Kinds.TryGetValue(name, out string? kind))
                {
                    // A file that no intrusion left may be everybody's: the operator's are known by what clusters are told by.
                    long hand = kind == "sha256" ? left.GetValueOrDefault(Normal(value)) : 0;
                    Add(kind, value, actor: hand != 0, observation.Time, observation.Time, hand);
                }
            }

            if (files.TryGetValue(observation.Location.File, out EvidenceFile? file))
            {
                Add("evidence-sha256", file.Sha256, actor: false, null, null);
            }
        }

        foreach (DetectionSummary detection in assessment.Detections)
        {
            foreach (ClientSighting client in detection.Clients)
            {
                Add("address", client.Address, actor: false, client.First, client.Last);
            }
        }

        return [.. terms.Values.OrderBy(t => t.Kind, StringComparer.Ordinal).ThenBy(t => t.Value, StringComparer.Ordinal)];
    }

    private static long? Min(long? left, long? right) => left is null ? right : right is null ? left : Math.Min(left.Value, right.Value);

    private static long? Max(long? left, long? right) => left is null ? right : right is null ? left : Math.Max(left.Value, right.Value);

    private static long? Milliseconds(EvidenceTime? time) =>
        time is { } known ? new DateTimeOffset(known.Utc).ToUnixTimeMilliseconds() : null;
}
