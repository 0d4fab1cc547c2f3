using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Answers;

/// <summary>Question 8: the actions in the safe order.</summary>
internal static class WhatNowAnswer
{
    private const string Question = "What now?";

    internal static Answer Compose(AnswerContext context)
    {
        IReadOnlyList<ActionItem> actions = context.Story.Actions;
        return new Answer(
            8, Question, AnswerStatus.Answered,
            actions.Count > 0 ? actions[0].Text : "Nothing beyond keeping the server patched.",
            [.. actions.Select(a => new Statement($"{GradeWords.Of(a.Phase)}: {a.Text}", a.Claims))], []);
    }
}
