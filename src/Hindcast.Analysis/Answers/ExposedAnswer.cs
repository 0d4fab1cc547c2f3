using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Answers;

/// <summary>Question 1.</summary>
internal static class ExposedAnswer
{
    private const string Question = "Exposed? From when until when was it vulnerable, to what?";

    internal static Answer Compose(AnswerContext context)
    {
        ExposureReport exposure = context.Exposure;
        string missing = context.Words.BuildSources;
        if (exposure.Windows.Count == 0 && exposure.Builds.Count > 0)
        {
            return new Answer(
                1, Question, AnswerStatus.NotAssessable, "Not assessable: no pack names a vulnerability to judge the builds by.",
                [.. exposure.Builds.Select(Build)], []);
        }

        if (exposure.Builds.Count == 0 && context.Campaigns.All(c => c.Vulnerabilities.Count == 0))
        {
            return new Answer(
                1, Question, AnswerStatus.NotAssessable,
                "Not assessable: the campaigns that this evidence can speak of came with the product itself, and no log carries its build.",
                [], ["Version and SHA-256 of the product's files, to compare with the builds that are known"]);
        }

        if (exposure.Builds.Count == 0)
        {
            return new Answer(
                1, Question, AnswerStatus.NotAssessable, "Not assessable: no log in the evidence carries the server's build.",
                [], [missing]);
        }

        ExposureWindow[] known = [.. exposure.Windows.Where(w => context.IsKnown(w.Vulnerability))];
        ExposureWindow[] open = [.. known.Where(w => w.State == ExposureState.Vulnerable)];
        string[] later =
            [.. exposure.Windows.Except(known).Where(w => w.State == ExposureState.Vulnerable).Select(w => w.Vulnerability).Distinct().Order(StringComparer.Ordinal)];
        bool exact = exposure.Builds.Any(b => b.Precision == BuildPrecision.SecurityUpdate);
        bool unknown = known.Any(w => w.State == ExposureState.Unknown);
        List<Statement> details = [.. exposure.Builds.Where(b => !exact || b.Precision == BuildPrecision.SecurityUpdate).Select(Build)];
        details.AddRange(known.Where(w => w.State != ExposureState.NotAffected)
            .GroupBy(w => (w.State, w.From, w.To, w.NextSeen, w.Reason)).Select(g => Window([.. g])));
        if (later.Length > 0)
        {
            details.Add(new Statement($"Also open to what became known only after the last log: {string.Join(", ", later)}", []));
        }

        string summary = open.Length > 0
            ? $"Yes: seen open to {string.Join("; to ", open.GroupBy(w => (w.From, w.To, BeforeFix(w))).Select(g => $"{string.Join(", ", g.Select(w => w.Vulnerability))} from {g.Key.From} to {g.Key.To}{g.Key.Item3}"))}."
            : unknown
                ? "Not known: the builds in the logs do not tell whether the fixes were installed."
                : "No: every build seen in the logs holds the fixes.";
        return new Answer(
            1, Question, exact && !unknown ? AnswerStatus.Answered : AnswerStatus.Partly, summary, details, exact ? [] : [missing]);
    }

    private static string BeforeFix(ExposureWindow open) =>
        open is { ZeroDayUntil: not null, NDayFrom: not null } ? ", before and after the fix was published"
        : open.ZeroDayUntil is not null ? ", all of it before the fix was published"
        : ", after the fix was published";

    private static Statement Build(BuildSpan span) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"Build {span.Build}{(span.Name.Length > 0 ? $" ({span.Name})" : "")} from {span.First} to {span.Last}, in {AnswerWords.Count(span.Records, "row", "rows")}{(span.Precision == BuildPrecision.CumulativeUpdate ? "; names the cumulative update only" : "")}"),
        [span.Id]);

    private static Statement Window(IReadOnlyList<ExposureWindow> alike)
    {
        ExposureWindow window = alike[0];
        string state = window.State switch
        {
            ExposureState.Vulnerable => "open",
            ExposureState.Fixed => "fixed",
            _ => "not known",
        };
        string next = window.NextSeen is { } seen ? $"; next state first seen {seen}" : "";
        return new Statement(
            $"{string.Join(", ", alike.Select(w => w.Vulnerability))}: {state} from {window.From} to {window.To} ({window.Reason}){next}",
            [.. alike.Select(w => w.Id)]);
    }
}
