using Hindcast.Evidence.Assessments;

namespace Hindcast.Simulation.Evaluation;

/// <summary>Question 7: would it have been seen at the time?</summary>
/// <param name="IsAssessable">Somebody got in, and the assessment had days to judge that hold it.</param>
/// <param name="Said">What the assessment says; null when it did not look.</param>
/// <param name="IsTrue">The item that it names stands at a row of an intrusion; null without an item.</param>
/// <param name="HoursToItem">Hours from the first success to the evening of that item; null without one, or when nobody got in.</param>
public sealed record SeenEarlierScore(bool IsAssessable, SeenEarlierState? Said, bool? IsTrue, double? HoursToItem);
