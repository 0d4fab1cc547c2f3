namespace Hindcast.Analysis.Campaigns;

/// <summary>What an answer misses when none of some kinds of logs is in the evidence.</summary>
/// <param name="Kinds">Format ids with | between them.</param>
/// <param name="Text">What is then missing, in words.</param>
public sealed record LogWish(string Kinds, string Text);
