namespace Hindcast.Bench.Fleet;

/// <summary>The fleet measured: assessments an hour, many organisations, pages.</summary>
internal static class FleetBench
{
    internal static async Task<int> Run(string[] arguments)
    {
        Options options = new([.. arguments.Skip(1)]);
        switch (arguments.FirstOrDefault())
        {
            case "throughput":
                return await FleetThroughput.Run(options);
            case "assess":
                return FleetAssess.Run(options);
            case "load":
                return options.Has("spool") ? await FleetLoadSpool.Run(options) : await FleetLoad.Run(options);
            case "pages":
                return await FleetPages.Run(options);
            default:
                Console.Error.WriteLine("Usage: Hindcast.Bench fleet throughput --data <folder of hindcast simulate> --postgres <connection> --program <hindcast-web.dll> [--jobs 300] [--silos 1,2,3]");
                Console.Error.WriteLine("       Hindcast.Bench fleet assess --fleet <file of scenarios/fleets> --spool <folder> [--organisations <all>] [--scale 0.00002] [--files 60] [--work <folder>]");
                Console.Error.WriteLine("       Hindcast.Bench fleet load --data <folder of hindcast simulate> --folder <folder> [--postgres <connection>] [--organisations 30000] [--files 60]");
                Console.Error.WriteLine("       Hindcast.Bench fleet load --spool <folder of assess> --folder <folder> [--postgres <connection, for a new database> | --database <connection, to go on>] [--organisations <all that are there>] [--wait]");
                Console.Error.WriteLine("       Hindcast.Bench fleet pages --folder <folder of load> --program <hindcast-web.dll> [--postgres <connection>] [--rounds 15] [--firsts 6] [--hold]");
                return 2;
        }
    }
}
