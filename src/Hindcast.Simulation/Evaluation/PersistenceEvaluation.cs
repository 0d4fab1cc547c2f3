using Hindcast.Evidence.Assessments;
using Hindcast.Simulation.Truths;

namespace Hindcast.Simulation.Evaluation;

/// <summary>Compares what the assessment says is still there with what is.</summary>
internal static class PersistenceEvaluation
{
    internal static PersistenceScore Score(Assessment assessment, Truth truth)
    {
        HashSet<string> real = Left(truth);
        string[] present = [.. assessment.Persistence.Where(p => p.State is PersistenceState.Present or PersistenceState.Presumed).Select(p => LastPart(p.Name)).Distinct(StringComparer.OrdinalIgnoreCase)];
        return new PersistenceScore(real.Count, present.Count(real.Contains), present.Count(p => !real.Contains(p)));
    }

    /// <summary>Names of what intruders left, is still there, and shows in the evidence.</summary>
    internal static HashSet<string> Left(Truth truth)
    {
        HashSet<string> real = new(StringComparer.OrdinalIgnoreCase);
        foreach (TruthEvent intrusion in truth.Intrusions)
        {
            real.UnionWith(intrusion.Files.Where(f => f.Kind == "page" && f.Removed is null).Select(f => Path.GetFileName(f.Path)));
            real.UnionWith(intrusion.Left
                .Where(l => l.Removed is null && (l.Kind is "task" or "role" or "program" || intrusion.Steps.Any(s => s.Kind == l.Kind && s.Lines.Any(line => line.Record > 0)))).Select(l => l.Name));
        }

        return real;
    }

    /// <summary>The name behind the last separator: of a path, an URL, DOMAIN\\account or \\task.</summary>
    private static string LastPart(string name) => name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
}
