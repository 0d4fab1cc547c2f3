using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Sharing;

namespace Hindcast.Reports.Notify;

/// <summary>
/// What forms ask for, filled from an assessment as far as it tells. What it does not tell is said to be unknown, and
/// whether evidence could tell it at all.
/// </summary>
public static class FactSheet
{
    /// <summary>What to put where only people know.</summary>
    public const string Unknown = "[NOT YET KNOWN: to be filled in]";

    private const int MaxLines = 12;

    private static readonly Dictionary<string, (string Label, Func<SharedCase, string?> Fill)> Facts = new(StringComparer.Ordinal)
    {
        ["organisation"] = ("Organisation", s => s.Options.Organisation is { Length: > 0 } name ? name : null),
        ["contact"] = ("Contact, and data protection officer where there is one", _ => null),
        ["sector"] = ("Sector, size, countries", _ => null),
        ["nature"] = ("Nature of the incident", Nature),
        ["nature-plain"] = ("Nature of the incident, in plain words", NatureInPlainWords),
        ["suspected-malicious"] = ("Suspected to be unlawful or malicious", s => s.Assessment.Verdict.Outcome >= Outcome.Attempted ? "Yes: attack on an Exchange server from the internet." : null),
        ["first-activity"] = ("First activity of the intruder", IntruderActivity.First),
        ["last-activity"] = ("Last activity of the intruder that was seen", IntruderActivity.Last),
        ["entry"] = ("How it came about (vulnerabilities)", Entry),
        ["systems"] = ("Systems affected", Systems),
        ["effect"] = ("What was done on them", Effect),
        ["data"] = ("Data and mailboxes concerned", s => Answer(s, 5)),
        ["persons"] = ("Categories and number of persons and records", _ => null),
        ["consequences"] = ("Likely consequences", Consequences),
        ["severity"] = ("Severity and impact on operations", _ => null),
        ["cross-border"] = ("Effect in other countries", _ => null),
        ["measures-taken"] = ("Measures taken", _ => null),
        ["measures-planned"] = ("Measures proposed", s => Answer(s, 8)),
        ["indicators"] = ("Indicators of compromise", Indicators),
        ["root-cause"] = ("Root cause", Entry),
        ["actor"] = ("Suspected actor", Actor),
        ["defences"] = ("Defences in place before", _ => null),
        ["evidence"] = ("Evidence kept", Evidence),
        ["coverage"] = ("What this is drawn from, and what it does not cover", Coverage),
        ["material-impact"] = ("Material impact, or reasonably likely material impact", _ => null),
        ["delay"] = ("Reasons for a late report", _ => null),
    };

    /// <summary>The keys that a duty may ask for.</summary>
    public static IReadOnlyCollection<string> Keys => Facts.Keys;

    /// <summary>The label of a fact, and its text or <see cref="Unknown"/>.</summary>
    /// <exception cref="KeyNotFoundException">The key is none of <see cref="Keys"/>.</exception>
    public static (string Label, string Text) Fill(string key, SharedCase shared)
    {
        (string label, Func<SharedCase, string?> fill) = Facts[key];
        return (label, fill(shared) is { Length: > 0 } text ? text : Unknown);
    }

    private static string Nature(SharedCase shared) =>
        Lines(shared.Assessment.Verdict.Reasons.Select(r => r.Text).Prepend(shared.Assessment.Verdict.Headline).Select(t => CaseWords.WithoutIds(t, shared.Assessment)));

    /// <summary>For people who know nothing of servers: what happened, when, and what it can mean for their data.</summary>
    private static string? NatureInPlainWords(SharedCase shared)
    {
        string when = IntruderActivity.Span(shared.Assessment) is { } span ? $" Our records show this from {Day(span.First.Day)} to {Day(span.Last.Day)}." : "";
        return shared.Assessment.Verdict.Outcome switch
        {
            >= Outcome.Succeeded => $"Somebody without permission got into one of our mail servers.{when} E-mail, calendars and contacts are kept there, and whoever is in such a server can read them.",
            Outcome.Reached => $"One of our mail servers was attacked, and it answered the attacker.{when} It cannot be excluded that e-mail was read.",
            _ => null,
        };
    }

    private static string? Entry(SharedCase shared)
    {
        string[] met = [.. shared.Assessment.Findings.Where(f => f.Outcome >= Outcome.Reached && f.Subject.StartsWith("CVE-", StringComparison.Ordinal)).Select(f => f.Title)];
        return met.Length == 0 ? null : Lines(met);
    }

    private static string Systems(SharedCase shared)
    {
        IEnumerable<string> builds = shared.Assessment.Exposure.Builds.Where(b => b.Precision == BuildPrecision.SecurityUpdate)
            .Select(b => $"build {b.Build} {b.Name} from {b.First} to {b.Last}");
        return Lines(["1 Microsoft Exchange server was assessed. Others were not.", .. builds]);
    }

    private static string? Effect(SharedCase shared)
    {
        Assessment assessment = shared.Assessment;
        string[] effects = assessment.Intrusions.Count > 0
            ? [.. assessment.Intrusions.SelectMany(i => i.Stages).Where(s => s.State == StageState.Shown && s.Rung >= Rung.Succeeded).Select(Stage)]
            : [.. assessment.Findings.Where(f => f.Outcome >= Outcome.Succeeded).SelectMany(f => f.Reasons).Select(r => r.Text)];
        return effects.Length == 0 ? null : Lines(effects.Select(e => CaseWords.WithoutIds(e, assessment)));
    }

    private static string Stage(IntrusionStage stage) =>
        $"{char.ToUpperInvariant(GradeWords.Of(stage.Rung)[0])}{GradeWords.Of(stage.Rung)[1..]}: {stage.Because}{(stage.First is { } first ? $", first {first}" : "")}";

    /// <summary>How many, and a published group only where it is about as likely as not: below that its name would only mislead.</summary>
    private static string? Actor(SharedCase shared)
    {
        ActorReport actors = shared.Assessment.Actors;
        if (actors.Clusters.Count == 0)
        {
            return null;
        }

        string count = actors.AtLeast == actors.AtMost
            ? string.Create(CultureInfo.InvariantCulture, $"Operators: {actors.AtMost}, told apart by behaviour; no person, group or state is named by that.")
            : string.Create(CultureInfo.InvariantCulture, $"Operators: at least {actors.AtLeast}, at most {actors.AtMost}, told apart by behaviour; no person, group or state is named by that.");
        string[] groups =
        [
            .. actors.Clusters.SelectMany(c => c.Resemblances).Where(r => GradeWords.IsWorthNaming(r.Likelihood)).OrderByDescending(r => r.Likelihood)
                .Select(r => $"Consistent with activity published as {r.Group} ({r.Source}); that it is the same group is {GradeWords.Of(r.Likelihood)}."),
        ];
        return Lines(groups.Length > 0 ? [count, .. groups] : [count, "No resemblance to a published group is strong enough to name one."]);
    }

    private static string? Consequences(SharedCase shared) => shared.Assessment.Verdict.Outcome switch
    {
        >= Outcome.Succeeded => "Whoever controlled the server could read and send mail of all mailboxes on it and see credentials of those who logged on.",
        Outcome.Reached => "The flaw answered; mailboxes may have been read. An effect on the server is not proven.",
        _ => null,
    };

    private static string? Indicators(SharedCase shared) => shared.Indicators.Count == 0 ? null
        : Lines([.. shared.Indicators.Where(i => i.Outcome >= Outcome.Reached).OrderByDescending(i => i.Outcome).Select(i => i.Indicator.Value), .. LeftOut(shared), "With those of scans and attempts: hindcast export --format stix, or --format indicators."]);

    private static IEnumerable<string> LeftOut(SharedCase shared) => shared.UnreadableIndicators == 0 ? []
        : [string.Create(CultureInfo.InvariantCulture, $"Left out, because a part of the value cannot be read: {shared.UnreadableIndicators}")];

    private static string Evidence(SharedCase shared)
    {
        long hashed = shared.Assessment.Files.Count(f => f.Sha256.Length > 0);
        return string.Create(CultureInfo.InvariantCulture, $"{shared.Assessment.Files.Count} files read, {hashed} of them with SHA-256 in assessment.json.");
    }

    private static string Coverage(SharedCase shared) => Lines(
        [$"Logs from {Day(shared.Assessment.Coverage.From)} to {Day(shared.Assessment.Coverage.To)}.", .. shared.Assessment.Verdict.Limits]);

    private static string? Answer(SharedCase shared, int number)
    {
        Answer? answer = shared.Assessment.Answers.FirstOrDefault(a => a.Number == number);
        return answer is null or { Status: AnswerStatus.NotAssessable }
            ? answer is null ? null : $"[CANNOT BE KNOWN from this evidence: {answer.Summary} Missing: {string.Join("; ", answer.Missing)}]"
            : Lines(answer.Details.Select(d => d.Text).Prepend(answer.Summary).Select(t => CaseWords.WithoutIds(t, shared.Assessment)));
    }

    internal static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "an unknown day";

    private static string Lines(IEnumerable<string> lines)
    {
        string[] all = [.. lines.Distinct(StringComparer.Ordinal)];
        return string.Join("\n", all.Length <= MaxLines
            ? all
            : [.. all.Take(MaxLines), string.Create(CultureInfo.InvariantCulture, $"({all.Length - MaxLines} more in the report)")]);
    }
}
