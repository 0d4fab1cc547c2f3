using Hindcast.Evidence.Assessments;
using Hindcast.Simulation.Truths;

namespace Hindcast.Simulation.Evaluation;

/// <summary>Compares what the assessment says was reached with what was read.</summary>
internal static class ImpactEvaluation
{
    internal static ImpactScore Score(Assessment assessment, Truth truth)
    {
        // Only the web service log names whose mailbox a forged call read.
        TruthEvent[] readers = [.. truth.Intrusions.Where(i => i.Mailboxes.Count > 0 && i.Steps.Any(s => s.Kind == "ews-read" && s.Lines.Count > 0))];
        HashSet<string> real = new(
            readers.Where(i => i.Steps.Any(s => s.Kind == "ews-read" && s.Lines.Any(l => l.File.Contains("/Logging/Ews/", StringComparison.Ordinal)))).SelectMany(i => i.Mailboxes), StringComparer.OrdinalIgnoreCase);
        HashSet<string> exported = new(truth.Intrusions.SelectMany(i => i.Mailboxes), StringComparer.OrdinalIgnoreCase);
        HashSet<string> said = new(assessment.Impact.Mailboxes.Select(m => m.Mailbox).Where(m => m.Length > 0), StringComparer.OrdinalIgnoreCase);
        return new ImpactScore(
            real.Count, real.Count(said.Contains), said.Count(m => !exported.Contains(m)), assessment.Impact.Mailboxes.Count > 0, readers.Length > 0,
            truth.Intrusions.Sum(i => i.MailBytes + i.ArchiveBytes), Bound(assessment.Impact.BytesOut), assessment.Impact.BytesOut.Sum(b => b.Counted));
    }

    private static long? Bound(IReadOnlyList<BytesOut> clusters) =>
        clusters.Count > 0 && clusters.All(b => b.UpperBound is not null) ? clusters.Sum(b => b.UpperBound) : null;
}
