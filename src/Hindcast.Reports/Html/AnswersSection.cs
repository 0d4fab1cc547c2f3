using System.Globalization;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Html;

/// <summary>The eight questions: status and one sentence each, what it rests on folded in.</summary>
internal static class AnswersSection
{
    internal static void Write(HtmlBuilder html, ReportContext context)
    {
        Frames.OpenSection(html, "questions", "The eight questions",
            "Each answer names what it rests on. Open one to see why, and which evidence would tell more.");
        int start = html.Length;
        html.Open("div", ("class", "answers"));
        IReadOnlyList<Answer> answers = context.Assessment.Answers;
        int written = 0;
        for (; written < answers.Count && html.Length - start < ReportLimits.AnswersLength; written++)
        {
            Write(html, context, answers[written], written + 1);
        }

        html.CloseLine();
        Frames.Rest(html, answers.Count - written, "answer", "answers", "assessment.json");
        html.CloseLine();
    }

    private static void Write(HtmlBuilder html, ReportContext context, Answer answer, int position)
    {
        html.Open("details", ("class", "answer"), ("id", string.Create(CultureInfo.InvariantCulture, $"q{position}")))
            .Open("summary")
            .Open("h3").Element("span", Words.Number(answer.Number), ("class", "number")).Text(" ").Text(answer.Question).Close();
        Frames.Badge(html, Words.Of(answer.Status), Words.Style(answer.Status));
        html.Element("span", answer.Summary, ("class", "summary")).CloseLine();
        html.Open("div", ("class", "body"));
        Frames.Statements(html, context, answer.Details);
        if (answer.Missing.Count > 0)
        {
            html.Element("h4", "Would tell more, but is not in the evidence");
            Frames.Items(html, answer.Missing);
        }

        if (answer.Details.Count == 0 && answer.Missing.Count == 0)
        {
            html.Element("p", "Nothing further.");
        }

        html.Close().CloseLine();
    }
}
