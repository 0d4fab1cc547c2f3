using Hindcast.Bench;
using Hindcast.Bench.Assess;
using Hindcast.Bench.Dns;
using Hindcast.Bench.Evtx;
using Hindcast.Bench.Fleet;
using Hindcast.Bench.Generate;
using Hindcast.Bench.Match;
using Hindcast.Bench.Pages;
using Hindcast.Bench.Sigma;

string command = args.Length > 0 ? args[0] : "";
string[] rest = [.. args.Skip(1)];
switch (command)
{
    case "generate":
        return GenerateCommand.Run(new Options(rest));
    case "match":
        return MatchCommand.Run(new Options(rest));
    case "match-count":
        return MatchCountCommand.Run(new Options(rest));
    case "assess":
        return AssessCommand.Run(new Options(rest));
    case "pages":
        return PagesCommand.Run(new Options(rest));
    case "sigma":
        return SigmaBench.Run(rest);
    case "evtx":
        return EvtxBench.Run(rest);
    case "dns":
        return DnsBench.Run(rest);
    case "fleet":
        return await FleetBench.Run(rest);
    default:
        Console.Error.WriteLine("Usage: Hindcast.Bench generate --out <folder> [--mb 2048] [--seed 1]");
        Console.Error.WriteLine("       Hindcast.Bench match --data <folder or file> [--patterns 1,8,32,200,1000] [--rounds 5] [--seed 1] [--threads 2]");
        Console.Error.WriteLine("       Hindcast.Bench match-count --data <folder or file> --patterns <file> [--threads 2]");
        Console.Error.WriteLine("       Hindcast.Bench assess --data <folder> [--packs packs] [--rounds 5]");
        Console.Error.WriteLine("       Hindcast.Bench pages --data <folder> [--program <hindcast.dll>] [--rules <compiled YARA rules>] [--rounds 5] [--threads 2]");
        Console.Error.WriteLine("       Hindcast.Bench sigma load|curve ...");
        Console.Error.WriteLine("       Hindcast.Bench evtx ...");
        Console.Error.WriteLine("       Hindcast.Bench dns generate --out <file> [--kind zeek|debug] [--names usual|new] [--mb 5000] [--seed 1]");
        Console.Error.WriteLine("       Hindcast.Bench dns time --data <file or folder> --program <hindcast.dll or hindcast> [--rounds 3] [--threads 2]");
        Console.Error.WriteLine("       Hindcast.Bench fleet throughput|load|pages ...");
        return 2;
}
