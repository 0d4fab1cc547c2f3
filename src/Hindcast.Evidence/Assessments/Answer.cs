namespace Hindcast.Evidence.Assessments;

/// <summary>The answer to one of the eight questions.</summary>
/// <param name="Number">1 to 8.</param>
/// <param name="Question">The question.</param>
/// <param name="Status">How far it could be answered.</param>
/// <param name="Summary">The answer in one sentence.</param>
/// <param name="Details">What it rests on.</param>
/// <param name="Missing">What evidence would answer more.</param>
public sealed record Answer(
    int Number,
    string Question,
    AnswerStatus Status,
    string Summary,
    IReadOnlyList<Statement> Details,
    IReadOnlyList<string> Missing);
