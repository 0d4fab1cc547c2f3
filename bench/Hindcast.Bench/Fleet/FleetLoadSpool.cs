using System.Diagnostics;
using Hindcast.Engine.Cases;
using Hindcast.Evidence.Assessments;
using Hindcast.Fleet.Database;
using Hindcast.Fleet.Jobs;
using Hindcast.Reports.Json;

namespace Hindcast.Bench.Fleet;

/// <summary>
/// Loads what <c>fleet assess</c> left, each server under its own organisation, by the statements that silos use. What is in the
/// database already is passed over, so that a load that was stopped goes on. Servers whose evidence and result were kept go the
/// whole way of a silo, files included. With --wait it follows an assess that is at work, up to --organisations.
/// </summary>
internal static class FleetLoadSpool
{
    private const int Step = 5000;

    internal static async Task<int> Run(Options options)
    {
        FleetSpool spool = new(options.Text("spool"));
        string server = options.Text("postgres", ""), connection = server.Length > 0 ? await FleetStores.NewDatabase(server) : options.Text("database", "");
        int count = options.Number("organisations", int.MaxValue);
        await using FleetStores fleet = await FleetStores.Open(options.Text("folder"), connection);
        Console.WriteLine(connection.Length > 0 ? $"database: {connection}" : "database: SQLite");
        int at = (int)await fleet.Database.Read(s => s.Count("SELECT COUNT(*) FROM assessments"), CancellationToken.None);
        await RemoveHalf(fleet, at);
        long started = Stopwatch.GetTimestamp();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        int first = at;
        (long Logs, long Archives, long Results) bytes = default;
        for (int block = at / FleetSpool.Block; at < count && (spool.Has(block) || options.Has("wait")); block++)
        {
            while (!spool.Has(block))
            {
                await Task.Delay(1000);
            }

            foreach (SpooledServer one in spool.Read(block).Where(s => s.Number >= at && s.Number < count))
            {
                await Load(fleet, spool, one);
                at++;
                bytes = (bytes.Logs + one.LogBytes, bytes.Archives + one.ArchiveBytes, bytes.Results + one.ResultBytes);
                if (at % Step == 0)
                {
                    await Tell();
                }
            }
        }

        await Tell();
        if (fleet.Database.IsPostgres)
        {
            // What PostgreSQL does by itself some time after a load.
            await fleet.Database.Read(s => s.Execute("VACUUM (ANALYZE)"), CancellationToken.None);
        }

        return 0;

        async Task Tell() => Console.WriteLine(FormattableString.Invariant(
            $"{at} organisations, {at - first} of them in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s and {(Environment.CpuUsage.TotalTime - processor).TotalSeconds:F0} s of own processor: database {await fleet.Bytes() / 1e6:F0} MB; of these {at - first}: logs {bytes.Logs / 1e6:F0} MB, archives {bytes.Archives / 1e6:F0} MB, results {bytes.Results / 1e6:F0} MB"));
    }

    private static async Task Load(FleetStores fleet, FleetSpool spool, SpooledServer one)
    {
        string kept = spool.Kept(one.Number), archive = Path.Combine(kept, "evidence.zip");
        bool whole = File.Exists(archive);
        (string organisation, string id) = await fleet.Add(one.Number, one.Member.Sector, one.Member.Country, one.ArchiveBytes, whole ? archive : null);
        await fleet.Jobs.Enqueue(id, organisation, CancellationToken.None);
        Job job = (await fleet.Jobs.Lease(CancellationToken.None))!;
        bool taken;
        if (whole)
        {
            await using FileStream stream = File.OpenRead(Path.Combine(kept, CaseFolder.AssessmentFile));
            Assessment assessment = AssessmentJson.Read(stream);
            taken = await fleet.Results.Store(job, assessment, [archive], one.BytesRead, _ => Task.CompletedTask, CancellationToken.None);
        }
        else
        {
            taken = await fleet.Results.Record(job, Identifiers.Next(TimeProvider.System), one.Facts, one.Sha256, one.AssessmentBytes, one.BytesRead, _ => Task.CompletedTask, CancellationToken.None);
        }

        if (!taken)
        {
            throw new InvalidOperationException("a result was not taken");
        }
    }

    /// <summary>Takes away what a stopped load left of the organisation that it was at.</summary>
    private static async Task RemoveHalf(FleetStores fleet, int number)
    {
        if (await fleet.Database.Read(s => s.First("SELECT id FROM organisations WHERE name = @name", r => r.Text(0), ("name", $"Organisation {number}")), CancellationToken.None) is { } half)
        {
            await fleet.Organisations.Delete(half, CancellationToken.None);
        }
    }
}
