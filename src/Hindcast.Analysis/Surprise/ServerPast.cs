using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Surprise;

/// <summary>All that is known on the morning of a day: only what stood in the logs of days before it.</summary>
internal sealed class ServerPast
{
    /// <summary>On the first days all is new; how often something is new is counted from then on.</summary>
    private const int FirstDays = 3;

    private const int MaxUsual = 1 << 16;

    /// <summary>Paths of which more is known than that they were called, and first folders; no server has as many.</summary>
    private const int MaxPaths = 1 << 17, MaxFolders = 1 << 14;

    /// <summary>What is known of a path beyond the limit: it was called, and nothing about it is odd.</summary>
    private static readonly PathPast Beyond = PathPast.OfMany();

    private readonly HashSet<ulong> _pathsBeyond = [];

    private readonly Dictionary<ulong, PathPast> _paths = [];
    private readonly Dictionary<string, FolderPast> _folders = new(StringComparer.Ordinal);
    private readonly Dictionary<(UnusualFamily Family, string Subject), SortedSet<string>> _things = [];
    private readonly HashSet<string> _marks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DomainPast> _domains = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _oddDays = new(StringComparer.Ordinal);
    private readonly Dictionary<(RequestSource, string), (long Values, long Holding)> _routing = [];
    private readonly long[] _partRows = new long[3];
    private readonly long[] _partPosts = new long[3];
    private readonly HashSet<ulong> _usual = [];
    private readonly int[] _days = new int[Enum.GetValues<PastLog>().Length];

    /// <summary>What this server is used to, to be compared with what is unusual on others; without what was odd here, too.</summary>
    internal UsualThings Usual(HashSet<ulong> odd) => UsualThings.Of([.. _usual.Where(u => !odd.Contains(u))]);

    /// <summary>How requests were routed.</summary>
    internal RoutingPast Routes { get; } = new();

    /// <summary>Which account reached which mailbox.</summary>
    internal ReachPast Reaches { get; } = new();

    /// <summary>Days before with records of a log.</summary>
    internal int DaysOf(PastLog log) => _days[(int)log];

    internal PathPast? Path(ulong key) => _paths.TryGetValue(key, out PathPast? past) ? past : _pathsBeyond.Contains(key) ? Beyond : null;

    internal int PathCount => _paths.Count + _pathsBeyond.Count;

    /// <summary>Answered posts below a first folder in a log, and those without a login.</summary>
    internal (long Posts, long Nobody) Folder(RequestForm form) =>
        _folders.TryGetValue(FolderKey(form), out FolderPast? past) ? (past.Posts, past.Nobody) : (0, 0);

    /// <summary>Days before on which a log held a request below this first folder: HttpProxy keeps a log for each, some shorter than others.</summary>
    internal int FolderDays(RequestForm form) => _folders.TryGetValue(FolderKey(form), out FolderPast? past) ? past.Days : 0;

    internal (long Rows, long Posts) Parts(RequestSource source) => (_partRows[(int)source], _partPosts[(int)source]);

    internal (long Values, long Holding) Routing(RequestSource source, string kind) => _routing.GetValueOrDefault((source, kind));

    internal bool Knows(EventThing thing) => _things.TryGetValue((thing.Family, thing.Subject), out SortedSet<string>? kinds) && kinds.Contains(thing.Kind);

    /// <summary>What was seen of a subject: the programs that a process started.</summary>
    internal IReadOnlyCollection<string> Kinds(UnusualFamily family, string subject) => _things.GetValueOrDefault((family, subject)) ?? [];

    /// <summary>True for a mark (see <see cref="ValueForm"/>) that some value of a cmdlet held.</summary>
    internal bool KnowsMark(string mark) => _marks.Contains(mark);

    internal DomainPast? Domain(string domain) => _domains.GetValueOrDefault(domain);

    /// <summary>How rare a day with a sign of a class is: its share of the days before, as surprise in tenths of a bit.</summary>
    internal int Tenths(string sign, PastLog log)
    {
        int days = Math.Max(0, DaysOf(log) - FirstDays), odd = _oddDays.GetValueOrDefault(sign);
        return (int)Math.Round(10 * Math.Log2((days + 2.0) / (odd + 1.0)), MidpointRounding.AwayFromZero);
    }

    /// <summary>In words: of how many days how many had such a sign.</summary>
    internal string Often(string sign, PastLog log) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"such a day was {_oddDays.GetValueOrDefault(sign)} of {Math.Max(0, DaysOf(log) - FirstDays)} before");

    /// <summary>Takes a day that was judged.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="day">What happened.</param>
    /// <param name="signs">Classes of signs on it, with their log.</param>
    internal void Take(int number, DayProfile day, IEnumerable<(string Class, PastLog Log)> signs)
    {
        foreach ((string sign, PastLog log) in signs.Distinct())
        {
            if (DaysOf(log) >= FirstDays)
            {
                _oddDays[sign] = _oddDays.GetValueOrDefault(sign) + 1;
            }
        }

        // Near the limit it must not depend on the order of files which paths are kept.
        bool isNear = _paths.Count + day.Forms.Count + day.Volumes.Count > MaxPaths;
        foreach (RequestForm form in isNear ? day.Forms.Values.OrderBy(f => f.PathKey).ThenBy(f => f.Key) : day.Forms.Values.AsEnumerable())
        {
            Take(form, number);
        }

        foreach ((ulong key, PathVolume volume) in isNear ? day.Volumes.OrderBy(v => v.Key) : day.Volumes.AsEnumerable())
        {
            PathOf(key)?.Add(volume);
        }

        foreach (RouteTrace route in day.Routes.Values)
        {
            Routes.Take(route);
            Use(UnusualFamily.Identity, $"{route.Folder} routed by {route.Hint}");
        }

        Reaches.Take(day, number);
        foreach (EventThing thing in day.Things.Values)
        {
            if (!_things.TryGetValue((thing.Family, thing.Subject), out SortedSet<string>? kinds))
            {
                _things.Add((thing.Family, thing.Subject), kinds = new SortedSet<string>(StringComparer.Ordinal));
            }

            kinds.Add(thing.Kind);
            Use(thing.Family, thing.Family == UnusualFamily.Process ? $"{thing.Subject} > {thing.Kind}" : $"{thing.Subject} with {thing.Kind}");
            if (thing.Family == UnusualFamily.Cmdlet)
            {
                _marks.UnionWith(thing.Kind.Split(' '));
            }
        }

        foreach (DomainTrace domain in day.Domains.Values)
        {
            if (!_domains.TryGetValue(domain.Domain, out DomainPast? past))
            {
                _domains.Add(domain.Domain, past = new DomainPast(number, DaysOf(PastLog.Names)));
            }

            past.Add(domain.OddNames);
            Use(UnusualFamily.Dns, domain.Domain);
        }

        foreach (PastLog log in Enum.GetValues<PastLog>())
        {
            _days[(int)log] += IsIn(day, log) ? 1 : 0;
        }
    }

    /// <summary>True when a day holds records of a log.</summary>
    internal static bool IsIn(DayProfile day, PastLog log) => log switch
    {
        PastLog.Processes => day.Processes > 0,
        PastLog.Cmdlets => day.Cmdlets > 0,
        PastLog.Names => day.Queries > 0,
        PastLog.Services => day.ServiceCalls > 0,
        _ => day.Requests[(int)log] > 0,
    };

    private void Take(RequestForm form, int number)
    {
        PathOf(form.PathKey)?.Add(form);
        if (form.IsAnswered && (form.IsPost || !form.IsStatic))
        {
            Use(UnusualFamily.FirstSeen, form.Path);
            if (form.IsPost)
            {
                Use(UnusualFamily.Method, $"{form.Method} {form.Path}");
            }
        }

        string folderKey = FolderKey(form);
        if (_folders.Count < MaxFolders || _folders.ContainsKey(folderKey))
        {
            Take(form, number, Get(_folders, folderKey));
        }

        int source = (int)form.Source;
        if (form.IsStatic && form.IsAnswered)
        {
            _partRows[source] += form.Count;
            _partPosts[source] += form.IsPost ? form.Count : 0;
        }

        if (form.Routing.Length > 0)
        {
            bool holds = form.Routing.EndsWith('*');
            string kind = form.Routing.TrimEnd('*');
            if (_routing.Count < MaxFolders || _routing.ContainsKey((form.Source, kind)))
            {
                (long values, long holding) = _routing.GetValueOrDefault((form.Source, kind));
                _routing[(form.Source, kind)] = (values + form.Count, holding + (holds ? form.Count : 0));
            }
        }
    }

    private static void Take(RequestForm form, int number, FolderPast folder)
    {
        folder.On(number);
        if (form.IsPost && form.IsAnswered)
        {
            folder.Posts += form.Count;
            folder.Nobody += form.Caller == CallerKind.Nobody ? form.Count : 0;
        }
    }

    /// <summary>What is kept of a path; null for one beyond the limit.</summary>
    private PathPast? PathOf(ulong key)
    {
        if (!_paths.TryGetValue(key, out PathPast? past))
        {
            if (_paths.Count >= MaxPaths)
            {
                _pathsBeyond.Add(key);
                return null;
            }

            _paths.Add(key, past = new PathPast());
        }

        return past;
    }

    private void Use(UnusualFamily family, string thing)
    {
        if (_usual.Count < MaxUsual)
        {
            _usual.Add(UsualThings.HashOf(family, thing));
        }
    }

    private static string FolderKey(RequestForm form) => $"{(int)form.Source} {PathShape.FirstFolder(form.Path)}";

    private static TValue Get<TKey, TValue>(Dictionary<TKey, TValue> table, TKey key)
        where TKey : notnull
        where TValue : new()
    {
        if (!table.TryGetValue(key, out TValue? value))
        {
            table.Add(key, value = new TValue());
        }

        return value;
    }

    private sealed class FolderPast
    {
        private int _lastDay = -1;

        internal int Days { get; private set; }

        internal long Posts { get; set; }

        internal long Nobody { get; set; }

        internal void On(int day)
        {
            Days += day != _lastDay ? 1 : 0;
            _lastDay = day;
        }
    }
}
