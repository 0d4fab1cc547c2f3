using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Answers;

/// <summary>Question 6.</summary>
internal static class StillInAnswer
{
    private const string Question = "Still in? What outlived the patch?";

    internal static Answer Compose(AnswerContext context)
    {
        Observation[] left = [.. context.Observations.Where(o => context.Meaning(o)?.Role == ObservationRole.Artefact)];
        Observation[] uses = [.. context.Observations.Where(o => context.Meaning(o)?.Role == ObservationRole.Use)];
        string[] missing =
        [
            "Windows event logs, scheduled tasks, services and accounts",
            .. context.Has("webroot") ? Array.Empty<string>() : ["The files of the web roots"],
        ];
        List<Statement> details = [.. left.Select(o => new Statement($"{o.Location.File}: {context.Meaning(o)!.Title}", [o.Id]))];
        if (uses.Length > 0 && uses[^1].Time is { } last)
        {
            details.Add(new Statement($"Last use of a page that is not part of Exchange: {last}", [uses[^1].Id]));
        }

        if (left.Length > 0)
        {
            return new Answer(6, Question, AnswerStatus.Partly,
                $"Yes, as far as the files show: {Words.Count(left.Select(o => o.Location.File).Distinct().Count(), "file", "files")} in the web roots that do not belong there.",
                details, missing);
        }

        return context.Has("webroot")
            ? new Answer(6, Question, AnswerStatus.Partly, "No web shell among the files of the web roots that were collected.", details, missing)
            : new Answer(6, Question, AnswerStatus.NotAssessable, "Not assessable: the files of the web roots are not in the evidence.", details, missing);
    }
}
