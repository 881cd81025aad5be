import type { QuotientFamilial } from '#src/external/api-particulier/quotient-familial.js'
import { Alert } from '#templates/components/alert.js'
import { formatMonth, formatNumber, theFund } from '#templates/format.js'

/** The quotient familial, large, with where it comes from and when it was computed. */
export function QuotientFamilialCard({ quotientFamilial }: { quotientFamilial: QuotientFamilial }) {
  const { provider, value, year, month, calculationYear, calculationMonth } = quotientFamilial
  const fund = theFund(provider)
  const calculated =
    calculationYear !== null && calculationMonth !== null && formatMonth(calculationYear, calculationMonth)
  return (
    <>
      <div class="qf-value">
        <h2 class="qf-value__label">Votre quotient familial</h2>
        <p class="qf-value__number">{formatNumber(value)}</p>
        <p class="qf-value__source">
          pour {formatMonth(year, month)}, donné par {fund}
          {calculated && `, calculé en ${calculated}`}
        </p>
      </div>
      {value === 0 && (
        <Alert kind="warning" title="Un quotient familial de 0 est rare">
          <p>
            Le plus souvent, c’est que {fund} ne connaît pas toutes vos ressources. Vous pouvez le transmettre
            quand même : votre collectivité le vérifiera avec vous. Vous pouvez aussi mettre à jour votre dossier et
            revenir plus tard.
          </p>
        </Alert>
      )}
    </>
  )
}
