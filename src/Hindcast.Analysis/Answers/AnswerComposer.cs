using System.Globalization;
using Hindcast.Analysis.Campaigns;
using Hindcast.Analysis.Tampering;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Answers;

/// <summary>Puts the verdict and the eight answers into words. Every sentence names the claims that it rests on.</summary>
public static class AnswerComposer
{
    /// <summary>The eight answers.</summary>
    public static IReadOnlyList<Answer> Compose(AnswerContext context) =>
    [
        ExposedAnswer.Compose(context),
        BrokenIntoAnswer.Compose(context),
        SinceWhenAnswer.Compose(context),
        ActorsAnswer.Compose(context),
        ImpactAnswer.Compose(context),
        StillInAnswer.Compose(context),
        SeenEarlierAnswer.Compose(context),
        WhatNowAnswer.Compose(context),
    ];

    /// <summary>The verdict.</summary>
    /// <param name="context">What it is composed from.</param>
    /// <param name="answers">The answers of the same context.</param>
    public static Verdict Judge(AnswerContext context, IReadOnlyList<Answer> answers)
    {
        Outcome outcome = context.Outcome;
        CoverageReport coverage = context.Coverage;
        string days = coverage.From is { } from && coverage.To is { } to
            ? string.Create(CultureInfo.InvariantCulture, $"{from:yyyy-MM-dd} to {to:yyyy-MM-dd}")
            : "no day at all";
        bool blind = coverage.From is null && context.Observations.Count == 0;
        string headline = context.Words.Headlines.GetValueOrDefault(outcome) ?? outcome switch
        {
            Outcome.Used when !context.WhatWasLeftWasUsed => "Compromised: code was run on this server.",
            Outcome.Used => "Compromised: something was left on this server and used.",
            Outcome.Succeeded => "Compromised: an attack had an effect on this server.",
            Outcome.Reached => "The attack got an answer that only the flaw gives. Treat the server as compromised until shown otherwise.",
            Outcome.Attempted or Outcome.Scanned when !context.RequestsSeen =>
                "Nothing in the evidence shows an attack; some things in it are worth a look.",
            Outcome.Attempted => "Attacked; nothing in the evidence shows that it worked.",
            Outcome.Scanned when context.Findings.Any(f => f.Outcome > Outcome.Scanned) =>
                "Scanned; nothing in the evidence shows an attack, and some things in it are worth a look.",
            Outcome.Scanned => "Scanned only; nothing in the evidence shows an attack.",
            _ when blind => "Not assessable: no evidence that could be read.",
            _ when context.Campaigns.Count(c => c.Disclosed is not null) > 1 => $"No sign of the campaigns looked for in the logs of {days}.",
            _ => $"No sign of the campaign in the logs of {days}.",
        };

        List<Statement> reasons = [.. context.Findings.Select(f => new Statement($"{f.Title} (confidence: {Words.Of(f.Confidence)})", [f.Id]))];
        if (reasons.Count == 0 && !blind)
        {
            reasons.Add(new Statement(
                string.Create(CultureInfo.InvariantCulture, $"None of the {context.DetectionsThatCouldFire} detections that had a log to read met anything."), []));
            IEnumerable<string> names = context.Campaigns.Where(c => c.Detections.Count > 0).Select(c => c.Name);
            reasons.Add(new Statement($"Looked for: {string.Join("; ", names)}.", []));
        }

        return new Verdict
        {
            Outcome = outcome,
            Headline = headline,
            Summary = VerdictSentences.Of(context, answers),
            Reasons = reasons,
            Limits = [.. Limits(context)],
            CoveredFrom = coverage.From,
            CoveredTo = coverage.To,
            Incomplete = context.Incomplete,
        };
    }

    private static IEnumerable<string> Limits(AnswerContext context)
    {
        foreach (AbsentLog absent in context.Coverage.Absent)
        {
            yield return $"No {absent.Name} in the evidence ({absent.Path}): they would tell {absent.Tells}.";
        }

        foreach (LogCoverage log in context.Coverage.Logs.Where(l => l.Gaps.Count > 0))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{log.Log}: {Words.Count(log.Gaps.Sum(g => g.Days), "day", "days")} without a record between its first and last ({string.Join(", ", log.Gaps.Take(5).Select(Words.Of))}{(log.Gaps.Count > 5 ? " ..." : "")}).");
        }

        Campaign[] earlier = [.. context.Campaigns.Where(c => c.KnownSince < context.Coverage.From && MayHaveBeenOpen(c, context))];
        if (earlier.Length > 0)
        {
            string known = string.Join("; ", earlier.Select(c => $"{c.Name} is known since {Words.Day(c.KnownSince!.Value)}"));
            yield return $"The first log is of {Words.Day(context.Coverage.From!.Value)}; {known}. What happened before is not seen.";
        }

        foreach (Vulnerability flaw in context.Campaigns.SelectMany(c => c.Vulnerabilities)
            .Where(v => v.NotAssessable.Length > 0 && context.IsOpenAndKnown(v.Id)).DistinctBy(v => v.Id))
        {
            yield return $"{flaw.Id} ({flaw.Title}): the server was open to it, and logs cannot tell whether it was used, because {flaw.NotAssessable}.";
        }

        foreach (DetectionSummary detection in context.Detections
            .Where(d => d.Matches > d.Kept && d.Outcome > Outcome.None && d.Subject != DetectionMeaning.PublishedIndicator))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{detection.Title}: {detection.Kept} of {detection.Matches} records are listed. Times ({detection.First} to {detection.Last}) and client addresses ({detection.Clients.Count}{(detection.ClientsLeftOut > 0 ? " and more" : "")}) are those of all of them.");
        }

        foreach (SubjectState unseen in SubjectState.Of(context).Where(s => !s.IsAssessable))
        {
            yield return unseen.Text;
        }

        foreach (string limit in TamperingWords.Limits(context.Signs))
        {
            yield return limit;
        }

        if (context.Incomplete)
        {
            yield return "Some evidence could not be read; the list of trouble names each file and place.";
        }
    }

    /// <summary>False when every build seen holds the fixes of the campaign, so that the server was open to it at most before.</summary>
    private static bool MayHaveBeenOpen(Campaign campaign, AnswerContext context) =>
        context.Exposure.Windows.Count == 0
        || campaign.Vulnerabilities.Any(v => context.Exposure.Windows.Any(
            w => w.Vulnerability == v.Id && w.State is ExposureState.Vulnerable or ExposureState.Unknown));
}
