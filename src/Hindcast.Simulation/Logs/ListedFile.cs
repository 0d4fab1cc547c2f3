using Hindcast.Evidence;

namespace Hindcast.Simulation.Logs;

/// <summary>A row of a file listing.</summary>
/// <param name="Path">Path in Windows form.</param>
/// <param name="Size">Bytes.</param>
/// <param name="CreatedTicks">When it came to be there, UTC.</param>
/// <param name="Sha256">Its hash, lower case.</param>
/// <param name="Version">Its own version, or "".</param>
/// <param name="Owner">Its owner.</param>
/// <param name="Step">The step of the truth, or -1.</param>
/// <param name="Proves">What the row alone proves.</param>
/// <param name="RemovedTicks">When it was deleted, or null.</param>
internal sealed record ListedFile(
    string Path, long Size, long CreatedTicks, string Sha256, string Version, string Owner, int Step = -1, Outcome Proves = Outcome.None, long? RemovedTicks = null);
