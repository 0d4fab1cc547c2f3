using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Answers;

/// <summary>Question 5.</summary>
internal static class ImpactAnswer
{
    private const string Question = "What was reached or taken?";

    internal static Answer Compose(AnswerContext context)
    {
        string[] missing =
        [
            "EWS, MAPI and PowerShell (Rps_Cmdlet) logs for mailbox access and exports",
            "Windows event logs for programs started by the web server",
        ];
        Observation[] mail = [.. context.Observations.Where(o => context.Meaning(o)?.Step == "mailbox")];
        Observation[] answered = [.. context.Observations.Where(o => context.Meaning(o)?.Outcome >= Outcome.Reached)];
        if (answered.Length == 0)
        {
            return new Answer(
                5, Question, context.Coverage.From is null ? AnswerStatus.NotAssessable : AnswerStatus.Partly,
                context.Coverage.From is null ? "Not assessable: no evidence that could be read."
                    : "Nothing, as far as these logs show.",
                [], missing);
        }

        List<Statement> details = [];
        if (mail.Length > 0)
        {
            details.Add(new Statement(
                $"Exchange Web Services were called through the flaw ({Words.Count(mail.Length, "request", "requests")}): mailbox content could be read.",
                [.. mail.Take(20).Select(o => o.Id)]));
        }

        long bytes = answered.Sum(o => Number(o.Field("ResponseBytes")) + Number(o.Field("sc-bytes")));
        if (bytes > 0)
        {
            details.Add(new Statement(
                string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes were sent out in answer to these requests, as far as the logs count them."),
                [.. answered.Where(o => Number(o.Field("ResponseBytes")) + Number(o.Field("sc-bytes")) > 0).Take(20).Select(o => o.Id)]));
        }

        return new Answer(
            5, Question, AnswerStatus.Partly,
            mail.Length > 0 ? "Mailbox content could be read; which, these logs do not tell."
                : "Control over the server was within reach; what was taken, these logs do not tell.",
            details, missing);
    }

    private static long Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : 0;
}
