using Hindcast.Fleet.Jobs;

namespace Hindcast.Web.Api;

/// <summary>The queue as a caller sees it.</summary>
/// <param name="Queued">Jobs that wait.</param>
/// <param name="Running">Jobs that a silo works on.</param>
/// <param name="Done">Jobs with a result.</param>
/// <param name="Failed">Jobs that were given up.</param>
/// <param name="Newest">The newest jobs, of whatever state and batch.</param>
internal sealed record QueueNow(long Queued, long Running, long Done, long Failed, IReadOnlyList<Job> Newest);
