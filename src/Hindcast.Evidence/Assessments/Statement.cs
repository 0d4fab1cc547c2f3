namespace Hindcast.Evidence.Assessments;

/// <summary>A sentence and the claims that it rests on.</summary>
/// <param name="Text">For people. May quote evidence, so it is encoded where it is shown.</param>
/// <param name="Claims">Ids of findings (F), observations (O), builds (B) or exposure windows (X).</param>
public sealed record Statement(string Text, IReadOnlyList<string> Claims);
