using Hindcast.Analysis.Coverage;
using Hindcast.Analysis.Surprise;
using Hindcast.Engine.PageOwners;
using Hindcast.Evidence;

namespace Hindcast.Engine.Pipeline;

/// <summary>All that one evidence file gave, with lines counted from the start of the file.</summary>
internal sealed class FileResult
{
    internal required EvidenceFile File { get; init; }

    /// <summary>The file once for each log in it, where it holds several; else empty.</summary>
    internal IReadOnlyList<EvidenceFile> Logs { get; init; } = [];

    internal IReadOnlyList<CoverageHour> Hours { get; init; } = [];

    internal IReadOnlyList<BuildSighting> Builds { get; init; } = [];

    internal IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    internal IReadOnlyList<(int Rule, Observation Observation)> Observations { get; init; } = [];

    internal IReadOnlyList<LogSign> Signs { get; init; } = [];

    internal long SignsLeftOut { get; init; }

    /// <summary>The computers that its events are of.</summary>
    internal IReadOnlyList<MachineSighting> Machines { get; init; } = [];

    /// <summary>By rule; empty when none matched.</summary>
    internal MatchTally?[] Matches { get; init; } = [];

    /// <summary>What its rows were like; null when they were not counted.</summary>
    internal ServerProfile? Profile { get; init; }

    /// <summary>The page of a web root that it is; null for others.</summary>
    internal WebFile? WebFile { get; init; }

    /// <summary>What its code says when it is a page of a web root that is not benign; else null.</summary>
    internal JudgedPage? Judged { get; init; }

    /// <summary>Files of web roots whose owner it tells.</summary>
    internal IReadOnlyList<ListedOwner> Owners { get; init; } = [];

    /// <summary>True when the same bytes at another place are another piece of evidence: a page in two folders, two tasks.</summary>
    internal bool IsOfItsPlace { get; init; }
}
