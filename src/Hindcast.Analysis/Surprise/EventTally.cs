using System.Text;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Analysis.Surprise;

/// <summary>Counts processes, files and values of cmdlets of a stretch.</summary>
internal sealed class EventTally(TallyStretch stretch)
{
    /// <summary>Calls of cmdlets found by one look, which are called with the same values again and again; a power of two.</summary>
    private const int LastCalls = 1 << 9;

    private readonly RecentTable<List<EventThing>> _lastCalls = new(LastCalls);
    private List<EventThing> _call = [];

    /// <summary>Takes a process that a process of the web server started, or a file that it wrote.</summary>
    /// <param name="spot">Where it stands.</param>
    /// <param name="parent">Image of the web server's process.</param>
    /// <param name="thing">Image of the child, or the file.</param>
    /// <param name="commandLine">How it was started; "" for a file.</param>
    internal void AddProcess(RowSpot spot, ReadOnlySpan<char> parent, ReadOnlySpan<char> thing, ReadOnlySpan<char> commandLine)
    {
        string name = FileName(thing).ToString().ToLowerInvariant();
        string kind = commandLine.IsEmpty ? "file in " + PathShape.Of(Encoding.UTF8.GetBytes(FolderOf(thing).ToString().Replace('\\', '/'))) + ": *" + EndingOf(name) : name;
        AddThing(spot, UnusualFamily.Process, kind, FileName(parent).ToString().ToLowerInvariant(), TallyText.Cut(commandLine.IsEmpty ? thing : commandLine));
    }

    /// <summary>Takes a call that was met before; see <see cref="ProfileTally.TryAddKnownCall"/>.</summary>
    internal bool TryAddKnownCall(in RowSpot spot, ReadOnlySpan<byte> cmdlet, ReadOnlySpan<byte> parameters, out ulong key)
    {
        stretch.DayOf(spot.Ticks);
        key = KeyHash.Mix(KeyHash.Quick(cmdlet), KeyHash.Quick(parameters)) | 1;
        if (_lastCalls.Find(key) is not { } things)
        {
            _lastCalls.Put(key, _call = []);
            return false;
        }

        foreach (EventThing thing in things)
        {
            if (spot.Ticks <= thing.First.Ticks)
            {
                // It may be the first of something: then it is taken apart, and has been remembered already.
                key = 0;
                return false;
            }
        }

        foreach (EventThing thing in things)
        {
            thing.Count++;
            thing.LastTicks = Math.Max(thing.LastTicks, spot.Ticks);
        }

        return true;
    }

    /// <summary>Takes a value that was given to a cmdlet.</summary>
    /// <param name="spot">Where it stands.</param>
    /// <param name="cmdlet">Name.</param>
    /// <param name="parameter">Name, without its dash.</param>
    /// <param name="value">The value.</param>
    /// <param name="call">What <see cref="TryAddKnownCall"/> told just before, or 0.</param>
    internal void AddCmdlet(RowSpot spot, ReadOnlySpan<char> cmdlet, ReadOnlySpan<char> parameter, ReadOnlySpan<char> value, ulong call)
    {
        EventThing thing = AddThing(spot, UnusualFamily.Cmdlet, ValueForm.Of(value), TallyText.Cut(cmdlet) + " -" + TallyText.Cut(parameter), TallyText.Cut(value));
        if (call != 0)
        {
            _call.Add(thing);
        }
    }

    internal void Forget() => _lastCalls.Clear();

    private EventThing AddThing(RowSpot spot, UnusualFamily family, string kind, string subject, string sample)
    {
        DayProfile day = stretch.DayOf(spot.Ticks);
        ulong key = KeyHash.Mix(KeyHash.Mix(KeyHash.Of(kind), KeyHash.Of(subject)), (ulong)family);
        EventThing thing = DayProfile.Get(day.Things, key, () => new EventThing(family, kind, subject, sample));
        if (thing.Count++ == 0 || spot < thing.First)
        {
            (thing.First, thing.Sample) = (spot, sample);
        }

        thing.LastTicks = Math.Max(thing.LastTicks, spot.Ticks);
        stretch.Trim(day);
        return thing;
    }

    private static ReadOnlySpan<char> FileName(ReadOnlySpan<char> path) => path[(path.LastIndexOfAny('\\', '/') + 1)..];

    private static ReadOnlySpan<char> FolderOf(ReadOnlySpan<char> path) => path[..Math.Max(0, path.LastIndexOfAny('\\', '/'))];

    private static string EndingOf(string name) => name.LastIndexOf('.') is >= 0 and int dot ? name[dot..] : "";
}
