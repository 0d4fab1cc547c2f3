using Hindcast.Bench;
using Hindcast.Bench.Generate;
using Hindcast.Bench.Match;

string command = args.Length > 0 ? args[0] : "";
Options options = new([.. args.Skip(1)]);
switch (command)
{
    case "generate":
        return GenerateCommand.Run(options);
    case "match":
        return MatchCommand.Run(options);
    case "match-count":
        return MatchCountCommand.Run(options);
    default:
        Console.Error.WriteLine("Usage: Hindcast.Bench generate --out <folder> [--mb 2048] [--seed 1]");
        Console.Error.WriteLine("       Hindcast.Bench match --data <folder or file> [--patterns 1,8,32,200,1000] [--rounds 5] [--seed 1] [--threads 2]");
        Console.Error.WriteLine("       Hindcast.Bench match-count --data <folder or file> --patterns <file> [--threads 2]");
        return 2;
}
