namespace Hindcast.Evidence.Assessments;

/// <summary>Something to do on this server.</summary>
/// <param name="Phase">When in the response.</param>
/// <param name="Text">What, in one or two sentences.</param>
/// <param name="Because">Why this server needs it, in one sentence.</param>
/// <param name="Claims">Ids of what asks for it.</param>
public sealed record ActionItem(ActionPhase Phase, string Text, string Because, IReadOnlyList<string> Claims);
