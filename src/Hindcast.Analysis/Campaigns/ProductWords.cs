using Hindcast.Evidence;

namespace Hindcast.Analysis.Campaigns;

/// <summary>
/// How the answers speak of one product: <c>packs/products/orion/answers.yml</c>. The answers are composed by the same code for
/// every campaign; what a broken-into mail server puts within reach is not what a network monitor does.
/// </summary>
public sealed record ProductWords
{
    /// <summary>Words that fit any product.</summary>
    public static readonly ProductWords Plain = new();

    /// <summary>The product as packs name it; "" for any.</summary>
    public string Product { get; init; } = "";

    /// <summary>True when evidence of the product is of several machines by its nature: DNS servers beside the product's own.</summary>
    public bool SpansMachines { get; init; }

    /// <summary>Question 1: what would carry the product's exact build.</summary>
    public string BuildSources { get; init; } = "Records that carry the exact build of the product";

    /// <summary>The verdict, by outcome; where it has none, the words of any product.</summary>
    public IReadOnlyDictionary<Outcome, string> Headlines { get; init; } = new Dictionary<Outcome, string>();

    /// <summary>Question 2, by outcome.</summary>
    public IReadOnlyDictionary<Outcome, string> BrokenInto { get; init; } = new Dictionary<Outcome, string>();

    /// <summary>What a finding says behind its subject, by outcome.</summary>
    public IReadOnlyDictionary<Outcome, string> Findings { get; init; } = new Dictionary<Outcome, string>();

    /// <summary>Question 3: what the first sign at or above <see cref="Outcome.Reached"/> is a sign of.</summary>
    public string FirstReached { get; init; } = "First sign that the flaw answered or was used";

    /// <summary>Question 5, by outcome, where nothing is shown to be taken.</summary>
    public IReadOnlyDictionary<Outcome, string> Impact { get; init; } = new Dictionary<Outcome, string>();

    /// <summary>Question 5: personal data, by outcome, where no access to mail is shown.</summary>
    public IReadOnlyDictionary<Outcome, string> PersonalData { get; init; } = new Dictionary<Outcome, string>();

    /// <summary>Question 5: logs that would tell more.</summary>
    public IReadOnlyList<LogWish> ImpactLogs { get; init; } = [];

    /// <summary>Question 5: what would count the bytes that went out.</summary>
    public string ByteLogs { get; init; } = "Logs that count the bytes that went out";

    /// <summary>Question 6: evidence that would tell more.</summary>
    public IReadOnlyList<LogWish> PersistenceLogs { get; init; } = [];

    /// <summary>Question 6: kinds of evidence in which something that was placed would be seen, with | between them.</summary>
    public string PersistenceSeenIn { get; init; } = "webroot|file-listing";

    /// <summary>Question 6, where such evidence is there and shows nothing.</summary>
    public string NothingPlaced { get; init; } = "Nothing that was placed is seen among the files that were collected.";

    /// <summary>Question 6, where no such evidence is there.</summary>
    public string NotCollected { get; init; } = "Not assessable: no files are in the evidence.";

    /// <summary>Question 7: logs on which checks work that know nothing of the campaign.</summary>
    public string SeenEarlierLogs { get; init; } = "Whole logs of requests and of started programs, on which those checks work";

    /// <summary>Question 7: what would say how much else such a check would have flagged.</summary>
    public string Baseline { get; init; } = "A baseline of what is usual on the server, to say how much else such a check would have flagged";

    /// <summary>The words for a case: those of the campaign of the worst finding, else of the first campaign whose product shows.</summary>
    /// <param name="campaigns">The campaigns that the evidence can speak of.</param>
    /// <param name="findings">The findings, worst first.</param>
    public static ProductWords Of(IReadOnlyList<Campaign> campaigns, IReadOnlyList<Evidence.Assessments.Finding> findings)
    {
        Campaign? worst = findings.Select(f => campaigns.FirstOrDefault(c => c.Id == f.Pack)).FirstOrDefault(c => c is not null);
        return (worst ?? campaigns.FirstOrDefault(c => c.Evidence.Count > 0) ?? (campaigns.Count > 0 ? campaigns[0] : null))?.Words ?? Plain;
    }
}
