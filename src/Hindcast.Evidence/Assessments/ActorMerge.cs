namespace Hindcast.Evidence.Assessments;

/// <summary>A merge of two intrusions into one cluster by soft features. Reversible: it names what it rests on.</summary>
/// <param name="Intrusion">The intrusion that was merged.</param>
/// <param name="Into">An intrusion that was there before.</param>
/// <param name="Kinds">The independent kinds of feature that agree; always two or more.</param>
/// <param name="Score">Sum of the weights of what agrees, in tenths.</param>
/// <param name="Reason">In one sentence.</param>
public sealed record ActorMerge(
    string Intrusion, string Into, IReadOnlyList<string> Kinds, int Score, string Reason);
