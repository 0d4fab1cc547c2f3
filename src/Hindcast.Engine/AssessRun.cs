using Hindcast.Analysis.Surprise;
using Hindcast.Evidence.Assessments;
using Hindcast.Formats.Archives;

namespace Hindcast.Engine;

/// <summary>The result of one run.</summary>
public sealed record AssessRun
{
    internal AssessRun(Assessment assessment, long bytesRead, EvidenceTree tree)
    {
        Assessment = assessment;
        BytesRead = bytesRead;
        Tree = tree;
    }

    /// <summary>The answers.</summary>
    public Assessment Assessment { get; }

    /// <summary>Bytes of evidence read.</summary>
    public long BytesRead { get; }

    /// <summary>How long evidence was read and matched, without what is worked out of it.</summary>
    public TimeSpan ReadingTime { get; internal init; }

    /// <summary>How long the answers took after that, a second look at the evidence included.</summary>
    public TimeSpan AnsweringTime { get; internal init; }

    /// <summary>Files whose kept copy was read instead of the evidence.</summary>
    public int FilesReused { get; internal init; }

    /// <summary>Bytes of these files.</summary>
    public long BytesReused { get; internal init; }

    /// <summary>The evidence, for what is done with it next.</summary>
    internal EvidenceTree Tree { get; }

    /// <summary>What all rows were like, day by day; null when that was not asked for.</summary>
    internal ServerProfile? Profile { get; init; }
}
