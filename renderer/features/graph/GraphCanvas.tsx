/** The drawing of the graph. The only file that knows vis-network: nodes and edges with places go in, ids come out. */
import { DataSet } from 'vis-data'
import { Network, type Edge, type Node } from 'vis-network'
import { useEffect, useRef, useState } from 'react'
import type { Theme } from '../../shared/theme/index.ts'
import type { DrawnEdge, DrawnNode, Drawing } from './graphModel.ts'
import { drawNode } from './nodeDrawing.ts'

export interface GraphHandle {
  readonly fit: () => void
  readonly show: (id: string) => void
  /** The drawing as it is on the screen; null before it is there. */
  readonly drawing: () => HTMLCanvasElement | null
}

export interface GraphCanvasProps {
  readonly drawing: Drawing
  readonly theme: Theme
  readonly label: string
  readonly selectedNode: string | null
  readonly selectedEdge: string | null
  /** Nodes and edges of a path, to be marked. */
  readonly marked: ReadonlySet<string>
  readonly countText: (records: number) => string
  readonly onReady: (handle: GraphHandle | null) => void
  readonly onNode: (id: string | null) => void
  readonly onEdge: (id: string) => void
  readonly onOpen: (id: string) => void
  readonly onMoved: (id: string, x: number, y: number) => void
}

const EDGE_COLOURS: Readonly<
  Record<Theme, { readonly line: string; readonly faded: string; readonly strong: string; readonly text: string; readonly halo: string }>
> = {
  light: { line: '#8d99a8', faded: '#dfe4ea', strong: '#2057b5', text: '#1b2129', halo: '#ffffff' },
  dark: { line: '#667384', faded: '#2b323c', strong: '#7fb0ff', text: '#e5e9ef', halo: '#1b1f26' },
}
/** Beyond this, edges are left out while the drawing is dragged, so that it follows the hand. */
const MANY_EDGES = 400
/** Pixels left free for half a name at either side of the outermost circles, together. */
const NAME_MARGIN = 100

interface Drawn {
  readonly network: Network
  readonly nodes: DataSet<Node>
  readonly edges: DataSet<Edge>
}

export function GraphCanvas(props: GraphCanvasProps) {
  const frame = useRef<HTMLDivElement | null>(null)
  const latest = useRef(props)
  latest.current = props
  const [drawn, setDrawn] = useState<Drawn | null>(null)
  const hoveredEdge = useRef<string | null>(null)
  const { drawing, theme, selectedNode, selectedEdge, marked } = props

  useEffect(() => {
    if (frame.current === null) return
    const nodes = new DataSet<Node>([])
    const edges = new DataSet<Edge>([])
    const network = new Network(
      frame.current,
      { nodes, edges },
      {
        physics: false,
        layout: { improvedLayout: false },
        autoResize: true,
        interaction: {
          hover: true,
          multiselect: false,
          keyboard: false,
          selectConnectedEdges: false,
          hoverConnectedEdges: false,
          hideEdgesOnDrag: latest.current.drawing.edges.length > MANY_EDGES,
        },
        nodes: { shape: 'custom' },
        edges: { smooth: false, selectionWidth: 0, hoverWidth: 0, color: { inherit: false } },
      },
    )
    listen(network, latest, (id) => {
      const before = hoveredEdge.current
      hoveredEdge.current = id
      for (const edge of latest.current.drawing.edges)
        if (edge.id === before || edge.id === id) edges.update(edgeOf(edge, latest.current, id))
    })
    setDrawn({ network, nodes, edges })
    // Whoever holds the handle may still ask in the frame after the drawing has gone; the library then fails on what it deleted.
    let isGone = false
    const whileThere = (act: () => void): void => {
      if (!isGone) act()
    }
    latest.current.onReady({
      fit: () => whileThere(() => fitWithNames(network, frame.current)),
      show: (id) => whileThere(() => network.focus(id, { scale: Math.max(0.9, network.getScale()), animation: false })),
      drawing: () => frame.current?.querySelector('canvas') ?? null,
    })
    return () => {
      latest.current.onReady(null)
      setDrawn(null)
      isGone = true
      network.destroy()
    }
  }, [])

  useEffect(() => {
    if (drawn === null) return
    const current = latest.current
    replace(
      drawn.nodes,
      drawing.nodes.map((node) => nodeOf(node, latest)),
    )
    replace(
      drawn.edges,
      drawing.edges.map((edge) => edgeOf(edge, current, hoveredEdge.current)),
    )
    drawn.network.redraw()
  }, [drawn, drawing, theme, selectedNode, selectedEdge, marked])

  return <div ref={frame} className="graph-canvas" role="img" aria-label={props.label} data-ready={drawn !== null} />
}

/** The library fits the circles; names stand out on both sides of them. */
function fitWithNames(network: Network, frame: HTMLDivElement | null): void {
  network.fit({ animation: false })
  const width = frame?.clientWidth ?? 0
  if (width > NAME_MARGIN * 2) network.moveTo({ scale: network.getScale() * (1 - NAME_MARGIN / width), animation: false })
}

/** Brings a data set to a new content with the fewest changes. */
function replace<T extends Node | Edge>(set: DataSet<T>, items: readonly T[]): void {
  const ids = new Set(items.map(({ id }) => id))
  const gone = set.getIds().filter((id) => !ids.has(id))
  if (gone.length > 0) set.remove(gone)
  // The types of vis-data ask for deep partial items; whole items are such.
  set.update([...items] as unknown as Parameters<typeof set.update>[0])
}

/** While something is selected, what has nothing to do with it steps back. */
function isFaded(ids: readonly string[], { selectedNode, selectedEdge, marked, drawing }: GraphCanvasProps): boolean {
  if (marked.size > 0) return !ids.some((id) => marked.has(id))
  if (selectedEdge !== null) {
    const edge = drawing.edges.find(({ id }) => id === selectedEdge)
    return edge !== undefined && !ids.includes(selectedEdge) && !(ids.length === 1 && (ids[0] === edge.from || ids[0] === edge.to))
  }
  if (selectedNode === null) return false
  if (ids.includes(selectedNode)) return false
  const [id] = ids
  return (
    ids.length > 1 || !drawing.edges.some(({ from, to }) => (from === selectedNode && to === id) || (to === selectedNode && from === id))
  )
}

/** The library's types leave out its own drawing hook. */
interface CustomNode extends Node {
  readonly ctxRenderer: (input: RendererInput) => {
    readonly drawNode: () => void
    readonly nodeDimensions: { readonly width: number; readonly height: number }
  }
}

type RendererInput = { ctx: CanvasRenderingContext2D; x: number; y: number }

function nodeOf(node: DrawnNode, latest: { readonly current: GraphCanvasProps }): Node {
  const item: CustomNode = {
    id: node.id,
    x: node.x,
    y: node.y,
    size: node.radius,
    shape: 'custom',
    ctxRenderer: ({ ctx, x, y }: RendererInput) => ({
      drawNode: () => {
        const { theme, selectedNode, marked } = latest.current
        drawNode(ctx, node, x, y, {
          theme,
          isSelected: node.id === selectedNode,
          isOnPath: marked.has(node.id),
          isFaded: isFaded([node.id], latest.current),
        })
      },
      nodeDimensions: { width: 2 * node.radius, height: 2 * node.radius },
    }),
  }
  return item
}

function edgeOf({ id, from, to, width, records, isGroupOnly }: DrawnEdge, props: GraphCanvasProps, hoveredId: string | null): Edge {
  const colours = EDGE_COLOURS[props.theme]
  const isStrong = id === props.selectedEdge || props.marked.has(id) || id === hoveredId
  const touchesSelected = from === props.selectedNode || to === props.selectedNode
  const colour = isStrong ? colours.strong : !touchesSelected && isFaded([id, id], props) ? colours.faded : colours.line
  const hasLabel = isStrong || touchesSelected
  return {
    id,
    from,
    to,
    width: isStrong ? width + 1 : width,
    dashes: isGroupOnly ? [5, 5] : false,
    color: { color: colour, hover: colour, highlight: colour },
    // An empty text, not undefined: vis-data keeps the old label where the new item has none.
    label: hasLabel ? props.countText(records) : '',
    font: { size: 12, face: 'Noto Sans', color: colours.text, strokeWidth: 4, strokeColor: colours.halo, align: 'middle' },
  }
}

interface PointerInput {
  readonly nodes: readonly (string | number)[]
  readonly edges: readonly (string | number)[]
}

function listen(network: Network, latest: { readonly current: GraphCanvasProps }, hover: (edgeId: string | null) => void): void {
  network.on('click', ({ nodes, edges }: PointerInput) => {
    if (nodes[0] !== undefined) latest.current.onNode(String(nodes[0]))
    else if (edges[0] !== undefined) latest.current.onEdge(String(edges[0]))
    else latest.current.onNode(null)
  })
  network.on('doubleClick', ({ nodes }: PointerInput) => {
    if (nodes[0] !== undefined) latest.current.onOpen(String(nodes[0]))
  })
  network.on('dragEnd', ({ nodes }: PointerInput) => {
    for (const id of nodes) {
      const at = network.getPosition(id)
      latest.current.onMoved(String(id), at.x, at.y)
    }
  })
  network.on('hoverEdge', ({ edge }: { readonly edge: string | number }) => hover(String(edge)))
  network.on('blurEdge', () => hover(null))
}
