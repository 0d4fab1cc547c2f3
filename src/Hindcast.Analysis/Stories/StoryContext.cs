using Hindcast.Analysis.Impact;
using Hindcast.Analysis.Intrusions;
using Hindcast.Analysis.Persistence;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Stories;

/// <summary>Everything that the story is worked out from.</summary>
public sealed record StoryContext
{
    /// <summary>Observations, what they mean, and which logs could show more.</summary>
    public required IntrusionContext Intrusions { get; init; }

    /// <summary>Findings, worst first, with ids.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Builds and windows.</summary>
    public required ExposureReport Exposure { get; init; }

    /// <summary>The evidence files.</summary>
    public required IReadOnlyList<EvidenceFile> Files { get; init; }

    /// <summary>Traffic of addresses from a look at all rows; empty when no such look was taken.</summary>
    public IReadOnlyList<AddressTraffic> Addresses { get; init; } = [];

    /// <summary>Mailboxes by address from the same look.</summary>
    public IReadOnlyList<MailboxTraffic> Mailboxes { get; init; } = [];

    /// <summary>Traffic of pages from a look at all rows; empty when no such look was taken.</summary>
    public IReadOnlyList<PageTraffic> Pages { get; init; } = [];
}
