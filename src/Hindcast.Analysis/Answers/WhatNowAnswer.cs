using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Answers;

/// <summary>Question 8: the pack's advice for the outcome at hand.</summary>
internal static class WhatNowAnswer
{
    internal static Answer Compose(AnswerContext context)
    {
        Outcome outcome = context.Outcome;
        string[] actions =
        [
            .. context.Campaigns.SelectMany(c => c.Actions)
                .Where(a => outcome == Outcome.None ? a.From == Outcome.None : a.From <= outcome && a.From != Outcome.None)
                .OrderByDescending(a => a.From).Select(a => a.Text).Distinct(),
            .. context.Coverage.Absent.Count > 0 && outcome < Outcome.Succeeded
                ? [$"Collect what is missing and assess again: {string.Join(", ", context.Coverage.Absent.Select(a => a.Name))}."]
                : Array.Empty<string>(),
        ];
        return new Answer(
            8, "What now?", AnswerStatus.Answered,
            actions.Length > 0 ? actions[0] : "Nothing beyond keeping the server patched.",
            [.. actions.Select(a => new Statement(a, []))], []);
    }
}
