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
        string days = SeenWords.Days(context.Seen);
        string blind = SeenWords.Blind(context);
        string headline = context.Words.Headlines.GetValueOrDefault(outcome) ?? outcome switch
        {
            Outcome.Used when !context.WhatWasLeftWasUsed => "Compromised: code was run on this server.",
            Outcome.Used => "Compromised: something was left on this server and used.",
            Outcome.Succeeded => "Compromised: an attack had an effect on this server.",
            Outcome.Reached when !context.FlawAnswered =>
                "Likely the work of an attacker, and no other log or file proves it. Treat the server as compromised until shown otherwise.",
            Outcome.Reached => "The attack got an answer that only the flaw gives. Treat the server as compromised until shown otherwise.",
            Outcome.Attempted or Outcome.Scanned when !context.RequestsSeen =>
                "Nothing in the evidence shows an attack; some things in it are worth a look.",
            Outcome.Attempted => "Attacked; nothing in the evidence shows that it worked.",
            Outcome.Scanned when context.Findings.Any(f => f.Outcome > Outcome.Scanned) =>
                "Scanned; nothing in the evidence shows an attack, and some things in it are worth a look.",
            Outcome.Scanned => "Scanned only; nothing in the evidence shows an attack.",
            _ when blind.Length > 0 => blind,
            _ when context.Campaigns.Count(c => c.Disclosed is not null) > 1 => $"No sign of the campaigns looked for in the logs of {days}{SeenWords.OpenBriefly(context.Open)}.",
            _ => $"No sign of the campaign in the logs of {days}{SeenWords.OpenBriefly(context.Open)}.",
        };

        List<Statement> reasons = [.. context.Findings.Select(f => new Statement($"{f.Title} (confidence: {AnswerWords.Of(f.Confidence)})", [f.Id]))];
        if (reasons.Count == 0 && context.DetectionsThatCouldFire > 0)
        {
            HashSet<string> looking = [.. context.Detections.Where(d => d.CouldFire).Select(d => d.Pack)];
            string Names(bool looked) => string.Join("; ", context.Campaigns.Where(c => c.Detections.Count > 0 && looking.Contains(c.Id) == looked).Select(c => c.Name));
            reasons.Add(new Statement(
                string.Create(CultureInfo.InvariantCulture, $"None of the {context.DetectionsThatCouldFire} detections that had a log to read met anything."), []));
            reasons.Add(new Statement($"Looked for: {Names(true)}.", []));
            if (Names(false) is { Length: > 0 } others)
            {
                reasons.Add(new Statement($"Not looked for, because the logs, or the table of known files, that would show them are not there: {others}.", []));
            }
        }

        return new Verdict
        {
            Outcome = outcome,
            Headline = headline,
            Summary = [.. context.SeveralMachines.Select(s => new Statement(s, [])), .. VerdictSentences.Of(context, answers)],
            Reasons = reasons,
            Limits = [.. Limits(context)],
            CoveredFrom = coverage.From,
            CoveredTo = coverage.To,
            Incomplete = context.Incomplete,
            Reservations = [.. Reservations(context)],
        };
    }

    /// <summary>What must be known beside a verdict that shows no compromise: it can be wrong although all evidence was read.</summary>
    private static IEnumerable<string> Reservations(AnswerContext context)
    {
        foreach (string several in context.SeveralMachines)
        {
            yield return several;
        }

        if (context.Coverage.Logs.Any(l => l.Records > 0) && SeenWords.Blind(context) is { Length: > 0 } blind)
        {
            yield return blind;
        }

        if (SeenWords.Open(context.Open) is { Length: > 0 } open)
        {
            yield return open;
        }
    }

    private static IEnumerable<string> Limits(AnswerContext context)
    {
        foreach (string several in context.SeveralMachines)
        {
            yield return several;
        }

        if (SeenWords.Open(context.Open) is { Length: > 0 } open)
        {
            yield return open;
        }

        foreach (string clock in ClockMarks.Limits(context.Story.Chronology.Clocks))
        {
            yield return clock;
        }

        foreach (AbsentLog absent in context.Coverage.Absent)
        {
            yield return $"No {absent.Name} in the evidence ({absent.Path}): they would tell {absent.Tells}.";
        }

        foreach (LogCoverage log in context.Coverage.Logs.Where(l => l.Gaps.Count > 0))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{log.Log}: {AnswerWords.Count(log.Gaps.Sum(g => g.Days), "day", "days")} without a record between its first and last ({string.Join(", ", log.Gaps.Take(5).Select(AnswerWords.Of))}{(log.Gaps.Count > 5 ? " ..." : "")}).");
        }

        foreach (string late in SeenWords.Short(context.Seen))
        {
            yield return late;
        }

        Campaign[] earlier = [.. context.Campaigns.Where(c => c.KnownSince < context.Coverage.From && MayHaveBeenOpen(c, context))];
        if (earlier.Length > 0)
        {
            string known = string.Join("; ", earlier.Select(c => $"{c.Name} {(c.FirstKnownUse is null ? "became known" : "was first used, as far as is known,")} on {AnswerWords.Day(c.KnownSince!.Value)}"));
            yield return $"The first log is of {AnswerWords.Day(context.Coverage.From!.Value)}; {known}. What happened before is not seen.";
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
                $"{detection.Title}: {detection.Kept:#,##0} of {detection.Matches:#,##0} records are listed. Times ({detection.First} to {detection.Last}) and client addresses ({detection.Clients.Count}{(detection.ClientsLeftOut > 0 ? " and more" : "")}) are those of all of them.");
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
