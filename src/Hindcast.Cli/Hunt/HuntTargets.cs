namespace Hindcast.Cli.Hunt;

/// <summary>Where a hunt writes.</summary>
/// <param name="Matches">File for the matches; null for standard output.</param>
/// <param name="Report">File for the account of every rule; null for none.</param>
/// <param name="IsQuiet">True for no progress bar and no summary.</param>
internal sealed record HuntTargets(string? Matches, string? Report, bool IsQuiet);
