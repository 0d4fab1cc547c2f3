using Hindcast.Evidence;

namespace Hindcast.Simulation.Servers;

/// <summary>From when the server ran a build.</summary>
/// <param name="FromTicks">UTC ticks; of the first one, long before the logs.</param>
/// <param name="Build">The build with its security update.</param>
/// <param name="Level">Rank of its level, for flaws.</param>
internal readonly record struct BuildPeriod(long FromTicks, BuildNumber Build, int Level);
