using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Answers;

/// <summary>Question 7: what detections that know nothing of the campaign would have said, and when.</summary>
internal static class SeenEarlierAnswer
{
    private const string Question = "Would it have been seen at the time, without knowing the campaign?";

    internal static Answer Compose(AnswerContext context)
    {
        Observation? generic = context.Observations.FirstOrDefault(o => o.Time is not null && context.Meaning(o) is { Generic: true });
        Observation? first = context.Observations.FirstOrDefault(o => o.Time is not null && context.Meaning(o)?.Outcome >= Outcome.Reached);
        if (first is null && generic is null)
        {
            return new Answer(7, Question, context.Coverage.From is null ? AnswerStatus.NotAssessable : AnswerStatus.Answered,
                context.Coverage.From is null ? "Not assessable: no evidence that could be read." : "Nothing happened in these logs that was there to be seen.", [], []);
        }

        if (generic is null)
        {
            return new Answer(7, Question, AnswerStatus.Partly,
                "Not by the campaign-free checks of this version on the logs at hand.", [],
                [context.Words.SeenEarlierLogs]);
        }

        Observation? success = context.Observations.FirstOrDefault(
            o => o.Time is not null && context.Meaning(o) is { Generic: true, Outcome: >= Outcome.Reached });
        List<Statement> details = [new Statement($"First attempt seen so: {generic.Time}: {context.Meaning(generic)!.Because}", [generic.Id])];
        if (success is not null)
        {
            details.Add(new Statement($"First success seen so: {success.Time}: {context.Meaning(success)!.Because}", [success.Id]));
        }

        Observation shown = success ?? generic;
        return new Answer(7, Question, AnswerStatus.Partly,
            $"Yes, on {Words.Day(shown.Time!.Value.Day)}: a check that knows nothing of the campaign meets {(success is null ? "an attempt" : "the break-in")} then.",
            details,
            [context.Words.Baseline]);
    }
}
