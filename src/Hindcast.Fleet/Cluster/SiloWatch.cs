using System.Data.Common;
using Hindcast.Fleet.Jobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hindcast.Fleet.Cluster;

/// <summary>
/// Frees the jobs of a silo that the cluster declared dead, so that others need not wait for its leases to run out. Every
/// silo does this; it only brings a lease's end forward, and who finishes a job is decided by the attempt as ever.
/// </summary>
internal sealed partial class SiloWatch(IClusterMembershipService membership, JobStore jobs, JobSignal signal, ILogger<SiloWatch> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        HashSet<string> freed = new(StringComparer.Ordinal);
        await foreach (ClusterMembershipSnapshot snapshot in membership.MembershipUpdates.WithCancellation(stoppingToken))
        {
            foreach (ClusterMember member in snapshot.Members.Values.Where(m => m.Status == SiloStatus.Dead && !freed.Contains(m.Name)))
            {
                try
                {
                    if (await jobs.Free(member.Name, stoppingToken) is > 0 and int count)
                    {
                        Freed(log, member.Name, count);
                        signal.Queued();
                    }

                    freed.Add(member.Name);
                }
                catch (DbException)
                {
                    // The leases run out by themselves.
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Silo {Silo} is dead; {Count} of its jobs are free")]
    private static partial void Freed(ILogger logger, string silo, int count);
}
