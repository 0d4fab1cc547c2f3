using Hindcast.Analysis.Surprise;
using Hindcast.Engine.Detection;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence.Assessments;
using Hindcast.Formats.Archives;

namespace Hindcast.Engine.Surprise;

/// <summary>Measures a server against its own past, without any pack or rule: what somebody could have known who knew no campaign.</summary>
public static class SurpriseRun
{
    /// <summary>Reads evidence and judges it.</summary>
    /// <param name="evidence">Folders, files and archives of one server.</param>
    /// <param name="threads">Threads that read; 0 for one a core. The result does not depend on it.</param>
    /// <param name="cancellation">Ends the run.</param>
    public static UnusualReport Run(IReadOnlyList<string> evidence, int threads, CancellationToken cancellation) =>
        SurpriseAnalysis.Run(Read(evidence, threads, cancellation), new SurpriseOptions());

    /// <summary>Reads evidence; what it was like can be judged more than once.</summary>
    /// <param name="evidence">Folders, files and archives of one server.</param>
    /// <param name="threads">Threads that read; 0 for one a core. The result does not depend on it.</param>
    /// <param name="cancellation">Ends the run.</param>
    public static ServerProfile Read(IReadOnlyList<string> evidence, int threads, CancellationToken cancellation)
    {
        EvidenceTree tree = EvidenceTree.Open(evidence, cancel: cancellation);
        DetectionPlan plan = new([]) { ProfilesRows = true };
        return new EvidenceReader(tree, kept: null, plan, HashedFiles.Every, threads > 0 ? threads : Environment.ProcessorCount, new ReadProgress()).Read(cancellation).Profile;
    }
}
