using System.Globalization;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Answers;

/// <summary>Question 5.</summary>
internal static class ImpactAnswer
{
    private const string Question = "What was reached or taken?";
    private const int MaxClaims = 6;

    internal static Answer Compose(AnswerContext context)
    {
        ImpactReport impact = context.Story.Impact;
        string[] missing = [.. context.Missing(context.Words.ImpactLogs)];
        if (context.Story.Intrusions.Count == 0)
        {
            return new Answer(
                5, Question, context.Coverage.From is null ? AnswerStatus.NotAssessable : AnswerStatus.Partly,
                context.Coverage.From is null ? "Not assessable: no evidence that could be read."
                    : "Nothing, as far as these logs show.",
                [], missing);
        }

        List<Statement> details = [.. impact.Mailboxes.Select(Mailbox)];
        details.AddRange(impact.Taken.Select(t => new Statement($"{Thing(t.Kind)}: {t.Name}{(t.Time is { } time ? $" ({time})" : "")}", t.Claims)));
        details.AddRange(impact.BytesOut.Where(b => b.Logs.Count > 0).Select(b => new Statement(Bytes(b), [b.Actor])));
        if (impact.BytesOut.Any(b => b.UpperBound is null))
        {
            missing = [.. missing, context.Words.ByteLogs];
        }

        details.Add(impact.PersonalData);
        int named = impact.Mailboxes.Where(m => m.Mailbox.Length > 0).Select(m => m.Mailbox).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        string summary = named > 0 ? $"{AnswerWords.Count(named, "mailbox is", "mailboxes are")} shown to have been reached{(impact.Taken.Count > 0 ? ", and more was made ready or taken" : "")}."
            : impact.Mailboxes.Count > 0 ? "Mailbox content could be read; whose, these logs do not tell."
            : impact.Taken.Count > 0 ? $"{AnswerWords.Count(impact.Taken.Count, "thing was", "things were")} made ready or taken; no access to a mailbox is shown."
            : context.Words.Impact.GetValueOrDefault(context.Outcome) ?? "Control over the server was within reach; what was taken, these logs do not tell.";
        return new Answer(5, Question, AnswerStatus.Partly, summary, details, missing);
    }

    private static Statement Mailbox(MailboxAccess access)
    {
        string who = access.Mailbox.Length > 0 ? access.Mailbox : "a mailbox that the log does not name";
        string when = access is { First: { } first, Last: { } last } ? $", {first} to {last}" : "";
        string bytes = access.ResponseBytes is { } count ? string.Create(CultureInfo.InvariantCulture, $", {count} bytes answered") : "";
        return new Statement($"{access.Protocol}: {who}, {AnswerWords.Count(access.Records, "record", "records")}{when}{bytes}", [.. access.Claims.Take(MaxClaims)]);
    }

    private static string Bytes(BytesOut bytes)
    {
        string counted = $"{AnswerWords.Count(bytes.Requests, "request", "requests")}, counted in {string.Join(", ", bytes.Logs)}";
        return bytes.UpperBound is { } bound
            ? string.Create(CultureInfo.InvariantCulture, $"At most {bound} bytes went out to {bytes.Actor} over the web server on the days of its signs ({counted}); other ways out leave no trace there")
            : string.Create(CultureInfo.InvariantCulture, $"At least {bytes.Counted} bytes were counted on their way to {bytes.Actor} ({counted}); {NoBound(bytes)}");
    }

    private static string NoBound(BytesOut bytes) => bytes.Uncounted > 0
        ? $"{AnswerWords.Count(bytes.Uncounted, "request stands", "requests stand")} without a count in {string.Join(", ", bytes.UncountedLogs)}, so how much went out is not known"
        : "no log of the web server counts all that it sent on these days, so how much went out is not known";

    private static string Thing(string kind) => kind switch
    {
        "mailbox-export" => "Mailbox export",
        "archive" => "Archive made",
        "credential-store" => "Credentials within reach",
        _ => "Fetched",
    };
}
