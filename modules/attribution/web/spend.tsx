export default function SpendScreen() {
  return null
}
